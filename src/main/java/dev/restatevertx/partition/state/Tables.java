package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.CommandCodec;
import dev.restatevertx.partition.codec.EntryCodec;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.Table.Access;
import java.util.List;

/**
 * The tables of a partition. Tags and value formats are stored: see {@code docs/partition.md} for the layout.
 */
public final class Tables {
  /** The content of a row of which only the key matters. */
  public static final Bytes PRESENT = Bytes.EMPTY;

  /** Invocation id -> what is known of it, its short journal included. */
  public static final Table<InvocationRow> INVOCATION =
      new Table<>(
          "invocation", 0, 'i', Access.POINT, InvocationRowCodec::write, InvocationRowCodec::read,
          InvocationRow::weight);

  /** Invocation id, index -> an entry that does not fit into the invocation's row. */
  public static final Table<JournalEntry> JOURNAL =
      new Table<>(
          "journal", 1, 'j', Access.ORDERED, EntryCodec::write, EntryCodec::read,
          entry -> 96 + entry.payload().length());

  /** Invocation id, notification id -> whether it came, for journals with entries outside of the row. */
  public static final Table<Arrival> ARRIVAL =
      new Table<>("arrival", 2, 'a', Access.ORDERED, Arrival::write, Arrival::read, _ -> 24);

  /** Service, key, state key -> value. */
  public static final Table<Bytes> STATE =
      new Table<>("state", 3, 's', Access.ORDERED, ByteWriter::raw, ByteReader::rest, Bytes::length);

  /** Service, key -> who holds the lock, and where its inbox begins and ends. */
  public static final Table<Lock> LOCK =
      new Table<>("lock", 4, 'l', Access.POINT_OFTEN_ABSENT, Lock::write, Lock::read, _ -> 48);

  /** Service, key, position -> the invocation that waits for the lock. */
  public static final Table<InvocationId> INBOX =
      new Table<>("inbox", 5, 'q', Access.ORDERED, ByteWriter::id, ByteReader::id, _ -> 40);

  /** Time, kind, invocation id, completion id. */
  public static final Table<Bytes> TIMER = presence("timer", 6, 't');

  /** Sequence -> message. */
  public static final Table<Command> OUTBOX =
      new Table<>(
          "outbox", 7, 'o', Access.ORDERED, CommandCodec::write, CommandCodec::read, Tables::commandWeight);

  /** Partition -> the last sequence of its outbox that was applied here. */
  public static final Table<Long> DEDUP =
      new Table<>("dedup", 8, 'd', Access.POINT, ByteWriter::varlong, ByteReader::varlong, _ -> 24);

  /** Time, kind, invocation id: what is to be removed when. */
  public static final Table<Bytes> EXPIRY = presence("expiry", 9, 'x');

  /** Invocation id: those in status Invoked, which a new leader has to run. */
  public static final Table<Bytes> RUNNING = presence("running", 10, 'r');

  /** Invocation id, slot -> one of its last failures. */
  public static final Table<JournalEvent> EVENT =
      new Table<>("event", 11, 'e', Access.POINT, JournalEvent::write, JournalEvent::read, JournalEvent::weight);

  /** Service, key, promise -> its state. */
  public static final Table<DurablePromise> PROMISE =
      new Table<>(
          "promise", 12, 'p', Access.ORDERED, DurablePromise::write, DurablePromise::read, DurablePromise::weight);

  /** One row: how far the partition has come. */
  public static final Table<Progress> PROGRESS =
      new Table<>("progress", 13, 'm', Access.POINT, Progress::write, Progress::read, _ -> 64);

  /** All of them, by index. */
  public static final List<Table<?>> ALL =
      List.of(
          INVOCATION, JOURNAL, ARRIVAL, STATE, LOCK, INBOX, TIMER, OUTBOX, DEDUP, EXPIRY, RUNNING, EVENT, PROMISE,
          PROGRESS);

  private Tables() {}

  private static Table<Bytes> presence(String name, int index, char tag) {
    return new Table<>(name, index, tag, Access.ORDERED, ByteWriter::raw, ByteReader::rest, _ -> 0);
  }

  private static int commandWeight(Command command) {
    return command instanceof Command.Invoke(var request) ? 512 + request.argument().length() : 128;
  }
}
