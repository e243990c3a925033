/** Append, read, find-tail and trim over chains of loglets. */
@NullMarked
package dev.restatevertx.log;

import org.jspecify.annotations.NullMarked;
