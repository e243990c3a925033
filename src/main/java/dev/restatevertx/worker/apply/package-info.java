/** Log records into the state machine; the state into its store. */
@NullMarked
package dev.restatevertx.worker.apply;

import org.jspecify.annotations.NullMarked;
