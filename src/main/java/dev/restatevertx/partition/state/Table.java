package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.UnknownRecordException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One kind of rows. Keys of all tables share one ordered space: the table's tag comes first ({@link Keys}).
 *
 * @param <V> the decoded row, immutable
 */
public final class Table<V> {
  private static final int VERSION = 1;

  private final String name;
  private final int index;
  private final byte tag;
  private final Access access;
  private final BiConsumer<ByteWriter, V> writer;
  private final Function<ByteReader, V> reader;
  private final ToIntFunction<V> weight;

  /** How the rows of a table are looked for while commands are applied. */
  enum Access {
    /** By their keys only. */
    POINT,
    /** By their keys only, and an absent row is likely to be asked for soon. */
    POINT_OFTEN_ABSENT,
    /** In key order too. */
    ORDERED
  }

  Table(
      String name,
      int index,
      char tag,
      Access access,
      BiConsumer<ByteWriter, V> writer,
      Function<ByteReader, V> reader,
      ToIntFunction<V> weight) {
    this.name = name;
    this.index = index;
    this.tag = (byte) tag;
    this.access = access;
    this.writer = writer;
    this.reader = reader;
    this.weight = weight;
  }

  /** The stored form of a row: a version byte, then the row. */
  public Bytes encode(V row) {
    ByteWriter out = new ByteWriter(64 + weight.applyAsInt(row));
    encode(out, row);
    return out.toBytes();
  }

  void encode(ByteWriter out, V row) {
    writer.accept(out.u8(VERSION), row);
  }

  /**
   * Reads the stored form.
   *
   * @throws UnknownRecordException if a newer version wrote it
   */
  public V decode(Bytes stored) {
    ByteReader in = new ByteReader(stored);
    int version = in.u8();
    if (version != VERSION) {
      throw new UnknownRecordException(
          "Expected a row of version " + VERSION + " in table " + name + ", but got version " + version
              + "; run the version that wrote it, or a newer one");
    }
    V row = reader.apply(in);
    in.expectEnd();
    return row;
  }

  /** Estimated bytes in memory of what a row holds beyond its object. */
  int weight(V row) {
    return weight.applyAsInt(row);
  }

  int index() {
    return index;
  }

  byte tag() {
    return tag;
  }

  Access access() {
    return access;
  }

  @Override
  public String toString() {
    return name;
  }
}
