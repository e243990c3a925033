package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.command.Timer;
import java.nio.charset.StandardCharsets;

/**
 * Keys of rows: the table's tag, then the parts, so that the order of the bytes is the order of the parts.
 *
 * <p>Numbers are big endian. Texts in front of other parts are escaped: byte 0 becomes 0 255, and 0 1 ends the text.
 */
public final class Keys {
  private static final Timer.Kind[] TIMER_KINDS = Timer.Kind.values();
  private static final Expiry.Kind[] EXPIRY_KINDS = Expiry.Kind.values();

  private Keys() {}

  public static Bytes invocation(InvocationId id) {
    return ofId(Tables.INVOCATION, id);
  }

  public static InvocationId invocation(Bytes key) {
    return InvocationId.readFrom(key.array(), key.offset() + 1);
  }

  public static Bytes running(InvocationId id) {
    return ofId(Tables.RUNNING, id);
  }

  public static Bytes journal(InvocationId id, int index) {
    return begin(Tables.JOURNAL, 29).id(id).fixed32(index).toBytes();
  }

  public static Bytes arrivals(InvocationId id) {
    return ofId(Tables.ARRIVAL, id);
  }

  public static Bytes arrival(InvocationId id, NotificationId notification) {
    ByteWriter out = begin(Tables.ARRIVAL, 40).id(id);
    switch (notification) {
      case NotificationId.Completion(var completion) -> out.u8(0).fixed32(completion);
      case NotificationId.Signal(SignalId.Index(var index)) -> out.u8(1).fixed32(index);
      case NotificationId.Signal(SignalId.Named(var name)) -> out.u8(2).raw(Bytes.utf8(name));
    }
    return out.toBytes();
  }

  /** All state of a key. */
  public static Bytes states(ServiceKey owner) {
    return ofOwner(Tables.STATE, owner, 0).toBytes();
  }

  public static Bytes state(ServiceKey owner, Bytes stateKey) {
    return ofOwner(Tables.STATE, owner, stateKey.length()).raw(stateKey).toBytes();
  }

  /** The state key in a key of which {@code prefix} is {@link #states}. */
  public static Bytes stateKey(Bytes prefix, Bytes key) {
    return key.slice(prefix.length(), key.length());
  }

  public static Bytes lock(ServiceKey owner) {
    return ofOwner(Tables.LOCK, owner, 0).toBytes();
  }

  public static Bytes inbox(ServiceKey owner, long position) {
    return ofOwner(Tables.INBOX, owner, 8).fixed64(position).toBytes();
  }

  /** All promises of a workflow's key. */
  public static Bytes promises(ServiceKey owner) {
    return ofOwner(Tables.PROMISE, owner, 0).toBytes();
  }

  public static Bytes promise(ServiceKey owner, String name) {
    Bytes utf8 = Bytes.utf8(name);
    return ofOwner(Tables.PROMISE, owner, utf8.length()).raw(utf8).toBytes();
  }

  public static Bytes timer(Timer timer) {
    return begin(Tables.TIMER, 38)
        .fixed64(timer.time())
        .constant(timer.kind())
        .id(timer.id())
        .fixed32(timer.completionId())
        .toBytes();
  }

  public static Timer timer(Bytes key) {
    ByteReader in = new ByteReader(key.slice(1, key.length()));
    return new Timer(in.fixed64(), in.oneOf(TIMER_KINDS), in.id(), in.fixed32());
  }

  public static Bytes outbox(long sequence) {
    return begin(Tables.OUTBOX, 9).fixed64(sequence).toBytes();
  }

  public static long outboxSequence(Bytes key) {
    return new ByteReader(key.slice(1, key.length())).fixed64();
  }

  public static Bytes dedup(int partition) {
    return begin(Tables.DEDUP, 5).fixed32(partition).toBytes();
  }

  public static Bytes expiry(Expiry expiry) {
    return begin(Tables.EXPIRY, 34)
        .fixed64(expiry.time())
        .constant(expiry.kind())
        .id(expiry.id())
        .toBytes();
  }

  public static Expiry expiry(Bytes key) {
    ByteReader in = new ByteReader(key.slice(1, key.length()));
    return new Expiry(in.fixed64(), in.oneOf(EXPIRY_KINDS), in.id());
  }

  /** The first key of what expires at {@code time} or later. */
  public static Bytes expiredBefore(long time) {
    return begin(Tables.EXPIRY, 9).fixed64(time).toBytes();
  }

  public static Bytes event(InvocationId id, int slot) {
    return begin(Tables.EVENT, 26).id(id).u8(slot).toBytes();
  }

  public static Bytes progress() {
    return begin(Tables.PROGRESS, 1).toBytes();
  }

  /** The first key of a table. */
  public static Bytes first(Table<?> table) {
    return begin(table, 1).toBytes();
  }

  /** The first key after all that begin with {@code prefix}. */
  public static Bytes after(Bytes prefix) {
    byte[] next = prefix.toByteArray();
    for (int i = next.length - 1; i >= 0; i--) {
      if (++next[i] != 0) {
        return Bytes.wrap(next, 0, i + 1);
      }
    }
    throw new IllegalArgumentException("Expected a prefix that begins with a table's tag, but got " + prefix);
  }

  /** The first key after {@code key} itself. */
  public static Bytes next(Bytes key) {
    byte[] next = new byte[key.length() + 1];
    key.copyTo(next, 0);
    return Bytes.wrap(next);
  }

  private static Bytes ofId(Table<?> table, InvocationId id) {
    byte[] key = new byte[1 + InvocationId.BYTES];
    key[0] = table.tag();
    id.writeTo(key, 1);
    return Bytes.wrap(key);
  }

  private static ByteWriter ofOwner(Table<?> table, ServiceKey owner, int more) {
    ByteWriter out = begin(table, 8 + owner.service().length() + owner.key().length() + more);
    escaped(out, owner.service());
    escaped(out, owner.key());
    return out;
  }

  private static void escaped(ByteWriter out, String text) {
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      out.u8(next);
      if (next == 0) {
        out.u8(0xFF);
      }
    }
    out.u8(0).u8(1);
  }

  private static ByteWriter begin(Table<?> table, int size) {
    return new ByteWriter(size).u8(table.tag());
  }
}
