package dev.restatevertx.ingress;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Percent-decoding. A {@code %} without two hexadecimal digits stands for itself. */
final class PercentDecoding {
  private PercentDecoding() {}

  /**
   * Decodes a key of a path.
   *
   * @throws Refusal if the bytes are not UTF-8
   */
  static String key(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer bytes = bytes(text, false);
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return decoded.toString();
    } catch (CharacterCodingException _) {
      throw Refusal.badRequest("bad path, cannot decode key: expected percent-encoded UTF-8, but got '" + text + "'");
    }
  }

  /** Decodes a part of a query as forms encode it: {@code +} is a space, malformed UTF-8 becomes U+FFFD. */
  static String query(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    return StandardCharsets.UTF_8.decode(bytes(text, true)).toString();
  }

  /** Request targets come as one character per byte: reads those beyond ASCII as UTF-8. */
  static String utf8OfBytes(String latin1) {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) > 0x7F) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return latin1;
  }

  private static ByteBuffer bytes(String text, boolean plusIsSpace) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          b = (byte) (high << 4 | low);
          i += 2;
        }
      } else if (b == '+' && plusIsSpace) {
        b = ' ';
      }
      bytes[end++] = b;
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes, end));
  }
}
