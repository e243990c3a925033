/** One leadership of a partition: actions, what was running, reads for attempts. */
@NullMarked
package dev.restatevertx.worker.lead;

import org.jspecify.annotations.NullMarked;
