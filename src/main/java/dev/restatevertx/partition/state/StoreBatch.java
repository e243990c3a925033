package dev.restatevertx.partition.state;

/** Takes changes that reach the store together or not at all. The arrays are the batch's from then on. */
public interface StoreBatch {
  void put(byte[] key, byte[] value);

  void delete(byte[] key);
}
