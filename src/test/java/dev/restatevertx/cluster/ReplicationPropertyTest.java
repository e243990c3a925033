package dev.restatevertx.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationPropertyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"2|{node: 2}", "{node:1}|{node: 1}", "{ Zone : 2 , node : 3 }|{zone: 2, node: 3}"})
  void readsAndWrites(String text, String written) {
    assertEquals(written, ReplicationProperty.parse(text).toString());
    assertEquals(ReplicationProperty.parse(text), ReplicationProperty.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "256", "{}", "{node: 0}", "{rack: 2}", "{node: 1, node: 2}", "{zone: 3, node: 2}", "x"})
  void refusesAnythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> ReplicationProperty.parse(text));
  }
}
