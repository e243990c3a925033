package dev.restatevertx.config;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * HTTP/2 connections to endpoints.
 *
 * @param keepAliveInterval between PINGs; zero = none
 * @param keepAliveTimeout for the answer to a PING
 * @param keepAliveJitter fraction of the interval by which it may vary
 * @param streamsPerConnectionLimit streams at once on one connection
 * @param idleConnectionTimeout after which an unused connection is closed; zero = never
 * @param initialMaxSendStreams streams before the endpoint has told its limit
 * @param initialStreamWindowSize bytes
 * @param initialConnectionWindowSize bytes
 * @param maxFrameSize bytes
 */
public record Http2ClientConfig(
    Duration keepAliveInterval,
    Duration keepAliveTimeout,
    double keepAliveJitter,
    int streamsPerConnectionLimit,
    Duration idleConnectionTimeout,
    OptionalInt initialMaxSendStreams,
    int initialStreamWindowSize,
    int initialConnectionWindowSize,
    int maxFrameSize) {}
