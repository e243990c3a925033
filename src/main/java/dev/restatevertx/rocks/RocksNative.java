package dev.restatevertx.rocks;

import org.rocksdb.RocksDB;

/** The native library: it must be there before the first option object. */
final class RocksNative {
  static {
    RocksDB.loadLibrary();
  }

  private RocksNative() {}

  /** Loads it, once per process. */
  static void load() {
    // Runs the static initializer.
  }
}
