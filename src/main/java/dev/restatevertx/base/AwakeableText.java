package dev.restatevertx.base;

import java.util.Base64;

/** Body of awakeable ids: base64url without padding of the invocation id's bytes and a big-endian 32-bit index. */
final class AwakeableText {
  private static final int BYTES = InvocationId.BYTES + Integer.BYTES;
  private static final int BODY_LENGTH = 38;

  private AwakeableText() {}

  static String format(String prefix, InvocationId invocation, int index) {
    byte[] bytes = new byte[BYTES];
    invocation.writeTo(bytes, 0);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[InvocationId.BYTES + i] = (byte) (index >>> (24 - 8 * i));
    }
    return ResourceText.begin(prefix, BODY_LENGTH)
        .append(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
        .toString();
  }

  /** The bytes of the body, padded or not. */
  static byte[] parse(String text, String prefix) {
    int start = ResourceText.bodyStart(text, prefix);
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.substring(start));
    } catch (IllegalArgumentException _) {
      throw new IdFormatException(IdFormatException.Reason.BAD_ENCODING);
    }
    if (bytes.length != BYTES) {
      throw new IdFormatException(IdFormatException.Reason.BAD_LENGTH);
    }
    return bytes;
  }

  static int index(byte[] bytes) {
    int index = 0;
    for (int i = InvocationId.BYTES; i < BYTES; i++) {
      index = (index << 8) | (bytes[i] & 0xFF);
    }
    return index;
  }
}
