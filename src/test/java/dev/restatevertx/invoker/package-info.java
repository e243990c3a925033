/** Tests of the invoker against real HTTP servers and a partition in memory. */
@NullMarked
package dev.restatevertx.invoker;

import org.jspecify.annotations.NullMarked;
