/** Role: runs partition processors. */
@NullMarked
package dev.restatevertx.worker;

import org.jspecify.annotations.NullMarked;
