/** Envelopes into the log: batching, budgets. */
@NullMarked
package dev.restatevertx.worker.propose;

import org.jspecify.annotations.NullMarked;
