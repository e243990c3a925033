package dev.restatevertx.log.core;

import dev.restatevertx.base.Bytes;
import java.util.Optional;

/**
 * One record of a log.
 *
 * @param createdAt epoch millis, set by the appender: the time the state machine goes by
 * @param body what is stored
 * @param decoded the object that {@code body} was encoded from, when the record has not left this process
 */
public record LogRecord(long createdAt, Bytes body, Optional<Object> decoded) {}
