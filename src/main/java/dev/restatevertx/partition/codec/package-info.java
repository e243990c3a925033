/** The bytes of log records and of the values in them. Pure. */
@NullMarked
package dev.restatevertx.partition.codec;

import org.jspecify.annotations.NullMarked;
