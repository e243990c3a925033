package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Partition keys and UUIDs. The vectors were recorded from the original server. */
class InvocationIdsTest {
  private static void assertHex(String expected, long actual) {
    assertEquals(expected, String.format("%016x", actual));
  }

  @Test
  void keysHashAsInTheOriginal() {
    assertHex("548ae3cba54055b3", InvocationIds.partitionKeyOfKey("k1"));
    assertHex("5164c775648d211b", InvocationIds.partitionKeyOfKey("w1"));
    assertHex("5402245c23044f91", InvocationIds.partitionKeyOfKey("c1"));
  }

  @Test
  void bucketsHashAsInTheOriginal() {
    Map.of(
            457, "f0b1cd6986f22ec4",
            407, "dc25cea7c720a09c",
            86, "9fc92ad445eb8fa9",
            130, "cd9547b3ac85fbb3",
            183, "4ce02d1b2e184ada",
            469, "85f10519681e0fe7")
        .forEach((bucket, key) -> assertHex(key, InvocationIds.partitionKeyOfBucket("Greeter", bucket)));
    assertThrows(IllegalArgumentException.class, () -> InvocationIds.partitionKeyOfBucket("Greeter", 512));
    assertThrows(IllegalArgumentException.class, () -> InvocationIds.partitionKeyOfBucket("Greeter", -1));
  }

  @Test
  void idempotencyKeysHashAsInTheOriginal() {
    assertHex("fca07383f0881cdf", InvocationIds.partitionKeyOfIdempotencyKey("Greeter", "ik1", true));
    assertHex("ec673c6b1cf22ef2", InvocationIds.partitionKeyOfIdempotencyKey("Greeter", "ik1", false));
  }

  @Test
  void hashedIdsAreTheOriginals() {
    assertEquals(
        "5164c775648d211bfc1b0e11991cc94920918243914fad60",
        InvocationIds.forWorkflowRun("Wf", "w1").toBytes().toHex());
    assertEquals(
        "fca07383f0881cdf1b1ae414445cae07d2a397b940a255b1",
        InvocationIds.forIdempotencyKey(0xfca07383f0881cdfL, "Greeter", Optional.empty(), "greet", "ik1")
            .toBytes()
            .toHex());
    assertEquals(
        "0000000000000001d69204613775221138f6707c231a50a4",
        InvocationIds.forIdempotencyKey(1, "Counter", Optional.of("k1"), "add", "ik1").toBytes().toHex());
  }

  @Test
  void otherIdsAreUlids() {
    assertEquals(new InvocationId(7, 8, 9), InvocationIds.random(7, new Ulid(8, 9)));
  }
}
