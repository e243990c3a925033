/** Tests of the automaton of attempts. */
@NullMarked
package dev.restatevertx.invoker.core;

import org.jspecify.annotations.NullMarked;
