/** Tests of the partition: codec, state, transitions, store. */
@NullMarked
package dev.restatevertx.partition;

import org.jspecify.annotations.NullMarked;
