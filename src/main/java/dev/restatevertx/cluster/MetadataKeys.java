package dev.restatevertx.cluster;

/** The keys of the metadata store; their values are what restatectl reads. */
public final class MetadataKeys {
  public static final String NODES_CONFIGURATION = "nodes_config";
  public static final String LOGS = "bifrost_config";
  public static final String PARTITION_TABLE = "partition_table";
  public static final String SCHEMA = "schema_registry";
  private static final String EPOCH_PREFIX = "pp_epoch_";

  private MetadataKeys() {}

  /** The key of a partition's {@link EpochMetadata}. */
  public static String epoch(int partitionId) {
    return EPOCH_PREFIX + partitionId;
  }
}
