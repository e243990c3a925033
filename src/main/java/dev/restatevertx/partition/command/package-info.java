/** What a partition's log carries: commands in envelopes. Pure. */
@NullMarked
package dev.restatevertx.partition.command;

import org.jspecify.annotations.NullMarked;
