package dev.restatevertx.config;

import java.time.Duration;

/**
 * Failure detection, keys {@code gossip-*}.
 *
 * @param failureThreshold ticks without news after which a node counts as dead
 * @param numPeers told at each tick
 * @param stabilityThreshold messages after which a node's own view counts
 * @param suspectInterval for which a node that came back is not yet trusted
 * @param lonelinessThreshold ticks without any news after which a node takes itself for cut off
 * @param extrasExchangeFrequency every how many ticks partition states go along
 * @param timeSkewThreshold between clocks, from which on it is reported
 */
public record GossipConfig(
    Duration tickInterval,
    int failureThreshold,
    int numPeers,
    int stabilityThreshold,
    Duration suspectInterval,
    int lonelinessThreshold,
    int extrasExchangeFrequency,
    Duration timeSkewThreshold) {}
