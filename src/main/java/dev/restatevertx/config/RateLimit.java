package dev.restatevertx.config;

import java.util.OptionalInt;

/**
 * A token bucket.
 *
 * @param rate tokens a second
 * @param capacity most tokens at once; empty = the tokens of one second
 */
public record RateLimit(double rate, OptionalInt capacity) {}
