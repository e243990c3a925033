package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CheckTest {
  @Test
  void failedChecksSayWhatWasExpected() {
    assertDoesNotThrow(() -> Check.that(true, "not formatted: %"));
    assertEquals(
        "100 % expected",
        assertThrows(InvariantViolation.class, () -> Check.that(false, "100 % expected")).getMessage());
    assertEquals(
        "Expected 1, but got 2",
        assertThrows(InvariantViolation.class, () -> Check.that(false, "Expected %s, but got %s", 1, 2)).getMessage());
    assertEquals(
        "Expected 1",
        assertThrows(IllegalArgumentException.class, () -> Check.argument(false, "Expected 1")).getMessage());
  }
}
