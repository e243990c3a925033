/** The metadata register: an epoch-fenced quorum store, its recovery and its sequencer, as automata. */
@NullMarked
package dev.restatevertx.metadata.core;

import org.jspecify.annotations.NullMarked;
