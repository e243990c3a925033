/** Rows of a partition, the overlay that holds what is not yet in the store, and the port to the store. Pure. */
@NullMarked
package dev.restatevertx.partition.state;

import org.jspecify.annotations.NullMarked;
