/** RocksDB: native loading, options of the stores, one memory budget for all of them, latched I/O errors and reopening. */
@NullMarked
package dev.restatevertx.rocks;

import org.jspecify.annotations.NullMarked;
