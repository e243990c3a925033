/** Durable timers of a partition. */
@NullMarked
package dev.restatevertx.worker.timer;

import org.jspecify.annotations.NullMarked;
