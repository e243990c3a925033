package dev.restatevertx.metadata;

import dev.restatevertx.cluster.EpochMetadata;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.ReplicationProperty;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Obtains leader epochs by compare-and-set. */
public final class LeaderEpochs {
  private final Metadata metadata;
  private final GenerationalNodeId self;
  private final ReplicationProperty replication;
  private final LongSupplier epochMillis;

  /**
   * For one process.
   *
   * @param self who claims
   * @param replication of partitions that had no leader before
   */
  public LeaderEpochs(
      Metadata metadata, GenerationalNodeId self, ReplicationProperty replication, LongSupplier epochMillis) {
    this.metadata = metadata;
    this.self = self;
    this.replication = replication;
    this.epochMillis = epochMillis;
  }

  /**
   * Claims the next leader epoch of a partition for this process: from 1, higher than every one before. Claims of many
   * partitions that are under way at once share their fsyncs in the store.
   */
  public Future<EpochMetadata> claim(int partitionId) {
    return metadata.updateUnwatched(
        MetadataKind.epoch(partitionId),
        old ->
            old.map(e -> e.claim(partitionId, self))
                .orElseGet(() -> EpochMetadata.first(partitionId, self, replication, epochMillis.getAsLong())));
  }

  /** Claims several at once. */
  public Future<Map<Integer, EpochMetadata>> claimAll(Collection<Integer> partitionIds) {
    Map<Integer, Future<EpochMetadata>> claims = new LinkedHashMap<>();
    partitionIds.forEach(p -> claims.put(p, claim(p)));
    return Future.all(claims.values().stream().toList()).map(_ -> {
      Map<Integer, EpochMetadata> claimed = new LinkedHashMap<>();
      claims.forEach((p, claim) -> claimed.put(p, claim.result()));
      return claimed;
    });
  }
}
