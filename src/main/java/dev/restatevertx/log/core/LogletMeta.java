package dev.restatevertx.log.core;

import dev.restatevertx.cluster.GenerationalNodeId;
import java.util.Optional;

/**
 * What a log server keeps of a loglet besides its records.
 *
 * @param sequencer the only one whose appends are taken; empty until the first append
 * @param trimPoint offsets up to it (included) are removed
 * @param knownGlobalTail every offset below is committed; may lag behind
 */
public record LogletMeta(
    boolean sealed, long trimPoint, long knownGlobalTail, Optional<GenerationalNodeId> sequencer) {}
