package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Text and binary forms of ids. The vectors were recorded from the original server. */
class IdsTest {
  private static InvocationId id(String hex) {
    return InvocationId.fromBytes(Bytes.fromHex(hex));
  }

  @Test
  void invocationIdsHaveTheOriginalsTextForm() {
    assertEquals(
        "inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO02",
        id("dc25cea7c720a09c8ad28aa299848660b2d2e2be7d7f92e5").toString());
    assertEquals(
        "inv_1foAirY4KKzi0N7g4L9Y5FdSyXPpBXpj6C",
        id("548ae3cba54055b3ee777111f00f9d4236bcec5f8791071a").toString());
    assertEquals(
        id("548ae3cba54055b3ee777111f00f9d4236bcec5f8791071a"),
        InvocationId.parse("inv_1foAirY4KKzi0N7g4L9Y5FdSyXPpBXpj6C"));
  }

  @Test
  void randomSeedIsTheOriginals() {
    assertEquals(
        "11305951521129218066",
        Long.toUnsignedString(id("dc25cea7c720a09c8ad28aa299848660b2d2e2be7d7f92e5").randomSeed()));
  }

  @Test
  void awakeableIdsHaveTheOriginalsTextForm() {
    AwakeableId awakeable = new AwakeableId(id("1495c20c0c28d7b4c081ef63448f0532085c6f47c73b8978"), 17);
    assertEquals("sign_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ", awakeable.toString());
    assertEquals(awakeable, AwakeableRef.parse("sign_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ"));
    assertEquals(awakeable, AwakeableRef.parse("sign_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ=="));
    assertEquals(
        new LegacyAwakeableId(awakeable.invocation(), 17),
        AwakeableRef.parse("prom_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ"));
  }

  @Test
  void deploymentIdsAreUlids() {
    DeploymentId id = DeploymentId.parse("dp_14pM2RDzASGCbE5gSIPKQ1P");
    assertEquals("dp_14pM2RDzASGCbE5gSIPKQ1P", id.toString());
    assertEquals(Instant.parse("2026-11-22T09:52:45.449Z"), Instant.ofEpochMilli(id.toUlid().millis()));
  }

  @Test
  void wrongTextsAreRefusedWithTheReason() {
    assertRefused("bad format", "bad");
    assertRefused("unrecognized codec version", "inv_bad");
    assertRefused("bad length", "inv_");
    assertRefused("bad length", "inv_1");
    assertRefused("bad length", "inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO0");
    assertRefused("bad length", "inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO022");
    assertRefused("bad encoding", "inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO0-");
    assertRefused("bad encoding", "inv_1ZZZZZZZZZZZZcbWzYIrUrUnX4uDWMO0XY");
    assertRefused("bad encoding", "inv_1drIg5mri6h6ZZZZZZZZZZZZZZZZZZZZZZ");
    assertRefused("unexpected resource type", "dp_14pM2RDzASGCbE5gSIPKQ1P");
    assertRefused("unexpected resource type", "_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO02");
    assertEquals("bad length", refusal(() -> DeploymentId.parse("dp_1111111111111111111111")));
    assertEquals("unrecognized codec version", refusal(() -> DeploymentId.parse("dp_bad")));
    assertEquals("bad format", refusal(() -> AwakeableRef.parse("bad")));
    assertEquals("bad length", refusal(() -> AwakeableRef.parse("sign_1AAAA")));
    assertEquals("bad encoding", refusal(() -> AwakeableRef.parse("sign_1!!!!")));
    assertEquals("unexpected resource type", refusal(() -> AwakeableRef.parse("inv_1AAAA")));
    assertEquals("bad length", refusal(() -> InvocationId.fromBytes(Bytes.EMPTY)));
  }

  @Property
  void invocationIdsSurviveTextAndBytes(@ForAll long key, @ForAll long high, @ForAll long low) {
    InvocationId id = new InvocationId(key, high, low);
    assertEquals(id, InvocationId.parse(id.toString()));
    assertEquals(id, InvocationId.fromBytes(id.toBytes()));
    assertEquals(38, id.toString().length());
  }

  @Property
  void invocationIdsOrderAsTheirBytes(
      @ForAll long key, @ForAll long high, @ForAll long low, @ForAll long high2, @ForAll long low2) {
    InvocationId a = new InvocationId(key, high, low);
    InvocationId b = new InvocationId(key, high2, low2);
    assertEquals(Integer.signum(a.toBytes().compareTo(b.toBytes())), Integer.signum(a.compareTo(b)));
    assertEquals(a.toString().substring(0, 16), b.toString().substring(0, 16));
  }

  @Property
  void ulidsAndDeploymentIdsSurviveText(@ForAll long high, @ForAll long low) {
    Ulid ulid = new Ulid(high, low);
    assertEquals(ulid, Ulid.parse(ulid.toString()));
    DeploymentId id = DeploymentId.of(ulid);
    assertEquals(id, DeploymentId.parse(id.toString()));
    assertEquals(ulid, id.toUlid());
  }

  @Property
  void awakeableIdsSurviveText(@ForAll long key, @ForAll long high, @ForAll long low, @ForAll int index) {
    InvocationId invocation = new InvocationId(key, high, low);
    AwakeableId signal = new AwakeableId(invocation, index);
    LegacyAwakeableId entry = new LegacyAwakeableId(invocation, index);
    assertEquals(signal, AwakeableRef.parse(signal.toString()));
    assertEquals(entry, AwakeableRef.parse(entry.toString()));
    assertEquals(44, signal.toString().length());
  }

  @Test
  void ulidsHaveTheCanonicalText() {
    // The example of the ULID specification.
    Ulid ulid = Ulid.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assertEquals(1469922850259L, ulid.millis());
    assertEquals("01ARZ3NDEKTSV4RRFFQ69G5FAV", ulid.toString());
    assertEquals(ulid, Ulid.parse("oiarz3ndektsv4rrffq69g5fav"));
    assertEquals("bad encoding", refusal(() -> Ulid.parse("81ARZ3NDEKTSV4RRFFQ69G5FAV")));
    assertEquals("bad encoding", refusal(() -> Ulid.parse("01ARZ3NDEKTSV4RRFFQ69G5FAU")));
    assertEquals("bad length", refusal(() -> Ulid.parse("01ARZ3NDEKTSV4RRFFQ69G5FA")));
    assertEquals(5, Ulid.of(5, -1, -1).millis());
    assertThrows(IllegalArgumentException.class, () -> Ulid.of(-1, 0, 0));
    assertTrue(Ulid.of(5, -1, -1).compareTo(Ulid.of(6, 0, 0)) < 0);
  }

  private static void assertRefused(String message, String text) {
    assertEquals(message, refusal(() -> InvocationId.parse(text)), text);
  }

  private static String refusal(org.junit.jupiter.api.function.Executable parse) {
    return String.valueOf(assertThrows(IdFormatException.class, parse).getMessage());
  }
}
