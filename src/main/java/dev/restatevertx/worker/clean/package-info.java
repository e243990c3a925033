/** Expiry of completed invocations. */
@NullMarked
package dev.restatevertx.worker.clean;

import org.jspecify.annotations.NullMarked;
