/** Partition client: from a partition key to the leader that answers. */
@NullMarked
package dev.restatevertx.routing;

import org.jspecify.annotations.NullMarked;
