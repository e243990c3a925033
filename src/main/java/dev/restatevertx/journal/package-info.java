/** The record of an invocation: commands, notifications, what is awaited. Pure. */
@NullMarked
package dev.restatevertx.journal;

import org.jspecify.annotations.NullMarked;
