/** The state of partitions in RocksDB. */
@NullMarked
package dev.restatevertx.partition.store;

import org.jspecify.annotations.NullMarked;
