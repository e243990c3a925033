package dev.restatevertx.base;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** How partition keys and invocation ids are made: the same functions as the original's, so that ids agree with its. */
public final class InvocationIds {
  /** Unkeyed invocations of a service are spread over this many partition keys. */
  public static final int BUCKETS = 512;

  private static final Hasher64 XXH3 = Hashing.xxh3_64();
  private static final byte[] UNSCOPED_SERVICE = "unscoped/service".getBytes(StandardCharsets.UTF_8);
  private static final byte END_OF_STRING = (byte) 0xFF;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN).withInvokeExactBehavior();
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

  private InvocationIds() {}

  /** The partition key of everything that belongs to a virtual object or workflow of this key. */
  public static long partitionKeyOfKey(String key) {
    return hashOfString(key);
  }

  /**
   * The partition key of an unkeyed invocation with an idempotency key.
   *
   * @param controlledSharding the cluster feature {@code controlled-idempotent-sharding}: whether such invocations
   *     of one service share its {@link #BUCKETS} buckets
   */
  public static long partitionKeyOfIdempotencyKey(String service, String idempotencyKey, boolean controlledSharding) {
    long hash = hashOfString(idempotencyKey);
    return controlledSharding ? partitionKeyOfBucket(service, (int) Long.remainderUnsigned(hash, BUCKETS)) : hash;
  }

  /** The partition key of a bucket, 0 to {@link #BUCKETS} - 1, of a service's unkeyed invocations. */
  public static long partitionKeyOfBucket(String service, int bucket) {
    Check.argument(bucket >= 0 && bucket < BUCKETS, "Expected a bucket below %s, but got %s", BUCKETS, bucket);
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[name.length + 1 + UNSCOPED_SERVICE.length + 1 + Long.BYTES];
    System.arraycopy(name, 0, bytes, 0, name.length);
    bytes[name.length] = END_OF_STRING;
    System.arraycopy(UNSCOPED_SERVICE, 0, bytes, name.length + 1, UNSCOPED_SERVICE.length);
    bytes[bytes.length - Long.BYTES - 1] = END_OF_STRING;
    LITTLE_ENDIAN.set(bytes, bytes.length - Long.BYTES, (long) bucket);
    return XXH3.hashBytesToLong(bytes);
  }

  /** The id of a workflow's one run. */
  public static InvocationId forWorkflowRun(String service, String key) {
    return hashed(partitionKeyOfKey(key), "wf," + service + ',' + key);
  }

  /** The id of the invocation that this idempotency key stands for. */
  public static InvocationId forIdempotencyKey(
      long partitionKey, String service, Optional<String> key, String handler, String idempotencyKey) {
    StringBuilder text = new StringBuilder("ik,").append(service).append(',');
    key.ifPresent(k -> text.append(k).append(','));
    return hashed(partitionKey, text.append(handler).append(',').append(idempotencyKey).toString());
  }

  /** The id of any other invocation. */
  public static InvocationId random(long partitionKey, Ulid ulid) {
    return new InvocationId(partitionKey, ulid.high(), ulid.low());
  }

  private static InvocationId hashed(long partitionKey, String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return new InvocationId(partitionKey, (long) BIG_ENDIAN.get(digest, 0), (long) BIG_ENDIAN.get(digest, 8));
  }

  private static long hashOfString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] terminated = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, terminated, 0, bytes.length);
    terminated[bytes.length] = END_OF_STRING;
    return XXH3.hashBytesToLong(terminated);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected the JDK to have SHA-256", e);
    }
  }
}
