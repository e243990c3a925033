/** Frames and messages of the service protocol: bytes in, bytes out. Pure. */
@NullMarked
package dev.restatevertx.protocol;

import org.jspecify.annotations.NullMarked;
