package dev.restatevertx.endpoint;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import dev.restatevertx.invocation.Header;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Proves to endpoints who calls them: an Ed25519 signature over the path, as a JWT in a header (scheme v1). */
public final class RequestIdentity {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int KEY_BYTES = 32;

  private final PrivateKey key;
  private final String keyId;
  private final String encodedHead;
  private final long expirationSeconds;

  private RequestIdentity(PrivateKey key, String keyId, Duration expiration) {
    this.key = key;
    this.keyId = keyId;
    this.encodedHead = base64("{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}");
    this.expirationSeconds = expiration.toSeconds();
  }

  /**
   * Reads the key.
   *
   * @param pem one private key, PKCS#8, Ed25519
   * @param expiration how long before and after now a signature is valid
   * @throws IllegalArgumentException if it is anything else
   */
  public static RequestIdentity ofPem(String pem, Duration expiration) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    Check.argument(
        begin >= 0 && end > begin && pem.indexOf(BEGIN, begin + 1) < 0,
        "Expected exactly one PEM block PRIVATE KEY in the request identity key");
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      byte[] seed =
          ((EdECPrivateKey) key)
              .getBytes()
              .orElseThrow(() -> new IllegalArgumentException("Expected the key to be readable"));
      return new RequestIdentity(key, "publickeyv1_" + base58(publicKey(seed)), expiration);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Expected an Ed25519 key in PKCS#8 form: " + e.getMessage(), e);
    }
  }

  /** The public key as operators give it to their services. */
  public String keyId() {
    return keyId;
  }

  /**
   * The headers that prove a request.
   *
   * @param path without the base path of the deployment
   * @param serviceKey of keyed invocations
   */
  public List<Header> headers(String path, Optional<String> serviceKey, long nowMillis) {
    long now = nowMillis / 1000;
    StringBuilder claims = new StringBuilder(160);
    claims.append("{\"aud\":").append(quoted(path));
    claims.append(",\"exp\":").append(now + expirationSeconds);
    claims.append(",\"iat\":").append(now);
    claims.append(",\"nbf\":").append(now - expirationSeconds);
    serviceKey.ifPresent(sub -> claims.append(",\"sub\":").append(quoted(sub)));
    String signed = encodedHead + "." + base64(claims.append('}').toString());
    return List.of(
        new Header("x-restate-signature-scheme", "v1"),
        new Header("x-restate-jwt-v1", signed + "." + base64(sign(signed))));
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected the JDK to sign with Ed25519", e);
    }
  }

  /** The JDK computes a public key only while it generates a pair: so it is given the seed as its randomness. */
  private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
    EdECPublicKey generated = (EdECPublicKey) generator.generateKeyPair().getPublic();
    byte[] littleEndian = new byte[KEY_BYTES];
    byte[] bigEndian = generated.getPoint().getY().toByteArray();
    for (int i = 0; i < Math.min(bigEndian.length, KEY_BYTES); i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (generated.getPoint().isXOdd()) {
      littleEndian[KEY_BYTES - 1] |= (byte) 0x80;
    }
    return littleEndian;
  }

  static String base58(byte[] bytes) {
    StringBuilder reversed = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    BigInteger base = BigInteger.valueOf(BASE58.length());
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      reversed.append(BASE58.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      reversed.append(BASE58.charAt(0));
    }
    return reversed.reverse().toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private static String base64(String text) {
    return base64(Bytes.utf8(text).toByteArray());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(bytes.length, seed.length));
    }
  }
}
