package dev.restatevertx.config;

import java.time.Duration;

/**
 * Limits of a timeout that adapts itself.
 *
 * @param min the shortest
 * @param max the longest
 */
public record DurationRange(Duration min, Duration max) {}
