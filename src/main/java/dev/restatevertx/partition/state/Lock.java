package dev.restatevertx.partition.state;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;

/**
 * The lock of a virtual object's key, and its queue: positions {@code head} (inclusive) to {@code tail} (exclusive) of
 * the inbox. There may be holes, where a waiting invocation was cancelled or killed. No row: not locked, nobody waits.
 */
public record Lock(InvocationId holder, long head, long tail) {
  public static Lock heldBy(InvocationId holder) {
    return new Lock(holder, 0, 0);
  }

  static void write(ByteWriter out, Lock lock) {
    out.id(lock.holder).varlong(lock.head).varlong(lock.tail);
  }

  static Lock read(ByteReader in) {
    return new Lock(in.id(), in.varlong(), in.varlong());
  }
}
