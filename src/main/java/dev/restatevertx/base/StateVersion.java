package dev.restatevertx.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The version of a whole state map, by which a state mutation says what it expects to replace. */
public final class StateVersion {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN).withInvokeExactBehavior();

  private StateVersion() {}

  /** URL-safe base64 without padding of a SHA-256 over the entries in the order of their keys; 43 characters. */
  public static String of(Map<Bytes, Bytes> state) {
    MessageDigest digest = InvocationIds.sha256();
    byte[] number = new byte[Long.BYTES];
    long index = 0;
    for (Map.Entry<Bytes, Bytes> entry : new TreeMap<>(state).entrySet()) {
      LONGS.set(number, 0, index);
      digest.update(number);
      digest.update((byte) 1);
      update(digest, entry.getKey());
      digest.update((byte) 2);
      update(digest, entry.getValue());
      digest.update((byte) 3);
      index++;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
  }

  private static void update(MessageDigest digest, Bytes bytes) {
    digest.update(bytes.array(), bytes.offset(), bytes.length());
  }
}
