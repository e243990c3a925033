package dev.restatevertx.protocol;

import dev.restatevertx.base.Bytes;

/**
 * One message of a stream.
 *
 * @param type u16, see {@link MessageType}
 * @param ackRequested flag REQUESTED_ACK; means something on commands and run proposals only
 */
public record Frame(int type, boolean ackRequested, Bytes payload) {}
