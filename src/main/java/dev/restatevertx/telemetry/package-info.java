/** The node's own log lines and its metrics. */
@NullMarked
package dev.restatevertx.telemetry;

import org.jspecify.annotations.NullMarked;
