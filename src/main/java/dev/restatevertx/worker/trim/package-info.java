/** Durability of the partition store and trimming of the log. */
@NullMarked
package dev.restatevertx.worker.trim;

import org.jspecify.annotations.NullMarked;
