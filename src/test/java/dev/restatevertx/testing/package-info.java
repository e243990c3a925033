/** Helpers for tests of all rooms. */
@NullMarked
package dev.restatevertx.testing;

import org.jspecify.annotations.NullMarked;
