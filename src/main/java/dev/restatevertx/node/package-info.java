/** A node as a whole: its start and stop, its data directory, its roles as verticles, the node-to-node port. */
@NullMarked
package dev.restatevertx.node;

import org.jspecify.annotations.NullMarked;
