/**
 * What an invoker decides: how the frames of an attempt become effects, when an attempt ends, when the next one
 * begins. Pure.
 */
@NullMarked
package dev.restatevertx.invoker.core;

import org.jspecify.annotations.NullMarked;
