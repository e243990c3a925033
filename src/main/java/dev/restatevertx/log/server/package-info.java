/** The log server's store: records of all loglets in RocksDB, committed in groups. */
@NullMarked
package dev.restatevertx.log.server;

import org.jspecify.annotations.NullMarked;
