/** The rules of the replicated log as automata: sequencer, seal, tail, and what a log server accepts. */
@NullMarked
package dev.restatevertx.log.core;

import org.jspecify.annotations.NullMarked;
