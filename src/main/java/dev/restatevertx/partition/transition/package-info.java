/** What each command does to the state of a partition. Pure. */
@NullMarked
package dev.restatevertx.partition.transition;

import org.jspecify.annotations.NullMarked;
