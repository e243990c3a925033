package dev.restatevertx.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.invocation.Header;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {
  private static final int X509_HEADER = 12;

  @Test
  void signsWhatTheSdkChecks() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    RequestIdentity identity = RequestIdentity.ofPem(pem(pair), Duration.ofMinutes(1));
    List<Header> headers = identity.headers("/invoke/S/h", Optional.of("a\"b"), 1_795_341_390_500L);
    assertEquals(new Header("x-restate-signature-scheme", "v1"), headers.getFirst());
    String[] parts = headers.get(1).value().split("\\.", -1);
    assertEquals(
        "{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"" + identity.keyId() + "\"}", decoded(parts[0]));
    assertEquals(
        "{\"aud\":\"/invoke/S/h\",\"exp\":1795341450,\"iat\":1795341390,\"nbf\":1795341330,\"sub\":\"a\\\"b\"}",
        decoded(parts[1]));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, X509_HEADER, encoded.length);
    assertEquals("publickeyv1_" + RequestIdentity.base58(raw), identity.keyId());
  }

  @Test
  void encodesBase58() {
    assertEquals("StV1DL6CwTryKyV", RequestIdentity.base58("hello world".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("11", RequestIdentity.base58(new byte[2]));
  }

  @Test
  void refusesOtherFiles() {
    Duration minute = Duration.ofMinutes(1);
    assertThrows(IllegalArgumentException.class, () -> RequestIdentity.ofPem("", minute));
    assertThrows(
        IllegalArgumentException.class,
        () -> RequestIdentity.ofPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", minute));
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
