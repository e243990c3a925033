package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StateVersionTest {
  @Test
  void emptyStateIsTheHashOfNothing() {
    assertEquals("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", StateVersion.of(Map.of()));
  }

  @Test
  void entriesCountInTheOrderOfTheirKeys() {
    // Computed with another SHA-256 over 0000000000000000 01 "a" 02 "1" 03 0000000000000001 01 "b" 02 "2" 03.
    assertEquals(
        "o_VTqEBtVos6nrhObVnYN1BVoVcr9FrkYB0P_lLD4iY",
        StateVersion.of(Map.of(Bytes.utf8("b"), Bytes.utf8("2"), Bytes.utf8("a"), Bytes.utf8("1"))));
    assertNotEquals(
        StateVersion.of(Map.of(Bytes.utf8("a"), Bytes.utf8("1"))),
        StateVersion.of(Map.of(Bytes.utf8("a"), Bytes.utf8("2"))));
  }
}
