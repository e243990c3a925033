/** Outbox of a partition into the logs of others. */
@NullMarked
package dev.restatevertx.worker.shuffle;

import org.jspecify.annotations.NullMarked;
