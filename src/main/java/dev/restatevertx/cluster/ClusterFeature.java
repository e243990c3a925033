package dev.restatevertx.cluster;

/** Names of the features that are fixed for a cluster when it is provisioned. */
public final class ClusterFeature {
  /** Idempotent calls go to the partition that their idempotency key hashes to, for every handler. */
  public static final String CONTROLLED_IDEMPOTENT_SHARDING = "controlled-idempotent-sharding";

  private ClusterFeature() {}
}
