package dev.restatevertx.rocks;

/** What a store holds, and with it how durable it is. */
public enum StoreKind {
  /** Records of the replicated logs: every batch is synced before anybody hears of it. */
  LOG("log store"),

  /**
   * State of the partitions: no write-ahead log, since the replicated log is one. A column family holds everything of
   * one partition, so that what is flushed is a prefix of its history.
   */
  PARTITION("partition store"),

  /** The node's part of the cluster metadata: tiny, every write is synced. */
  METADATA("metadata store");

  private final String title;

  StoreKind(String title) {
    this.title = title;
  }

  /** What messages call it. */
  public String title() {
    return title;
  }
}
