package dev.restatevertx.cluster;

import dev.restatevertx.base.Bytes;

/** How a kind of metadata is stored. */
public interface MetadataCodec<T> {
  Bytes encode(T value);

  /**
   * Reads a value.
   *
   * @throws MetadataFormatException if the bytes are not such a value
   */
  T decode(Bytes bytes);

  /** The version inside the value, which is also the one it is stored under. */
  long version(T value);

  /**
   * The same content as the version {@code version}, changed at {@code epochMillis}. What changes a value need not care
   * for its version: whoever writes it does it here.
   */
  T stamped(T value, long version, long epochMillis);
}
