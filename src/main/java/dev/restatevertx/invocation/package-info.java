/** The words that every room uses to speak of an invocation: target, request, outcome, who waits for it. Pure. */
@NullMarked
package dev.restatevertx.invocation;

import org.jspecify.annotations.NullMarked;
