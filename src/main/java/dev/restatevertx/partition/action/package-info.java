/** What a leader does after a command has been applied. Pure. */
@NullMarked
package dev.restatevertx.partition.action;

import org.jspecify.annotations.NullMarked;
