/** The metadata-server role: one store of the register on this node's disk, and the sequencer when it is here. */
@NullMarked
package dev.restatevertx.metadata.server;

import org.jspecify.annotations.NullMarked;
