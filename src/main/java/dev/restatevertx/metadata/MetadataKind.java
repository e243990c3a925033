package dev.restatevertx.metadata;

import dev.restatevertx.cluster.EpochMetadata;
import dev.restatevertx.cluster.EpochMetadataCodec;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.LogsMetadataCodec;
import dev.restatevertx.cluster.MetadataCodec;
import dev.restatevertx.cluster.MetadataKeys;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.NodesConfigurationCodec;
import dev.restatevertx.cluster.PartitionTable;
import dev.restatevertx.cluster.PartitionTableCodec;
import dev.restatevertx.schema.Schema;

/** A key and what is stored under it. */
public record MetadataKind<T>(String key, MetadataCodec<T> codec) {
  public static final MetadataKind<NodesConfiguration> NODES =
      new MetadataKind<>(MetadataKeys.NODES_CONFIGURATION, NodesConfigurationCodec.INSTANCE);
  public static final MetadataKind<LogsMetadata> LOGS =
      new MetadataKind<>(MetadataKeys.LOGS, LogsMetadataCodec.INSTANCE);
  public static final MetadataKind<PartitionTable> PARTITION_TABLE =
      new MetadataKind<>(MetadataKeys.PARTITION_TABLE, PartitionTableCodec.INSTANCE);

  public static final MetadataKind<Schema> SCHEMA = new MetadataKind<>(MetadataKeys.SCHEMA, SchemaCodec.INSTANCE);

  /** The leader epoch of a partition. */
  public static MetadataKind<EpochMetadata> epoch(int partitionId) {
    return new MetadataKind<>(MetadataKeys.epoch(partitionId), EpochMetadataCodec.INSTANCE);
  }
}
