package dev.restatevertx.config;

import java.util.Set;

/** Shares the memtables' memory out to the stores of the roles that this node has, by their ratios. */
final class StoreBudgets {
  private static final long MIN_BUDGET = Sizing.mebibytes(1);

  private final long memtables;
  private final long worker;
  private final long logServer;
  private final long metadataServer;

  StoreBudgets(Section root, Set<Role> roles, RocksDbTotals totals, Sizing sizing) {
    double workerRatio = ratio(root.section("worker").section("storage"), 0.49);
    double logRatio = ratio(root.section("log-server"), 0.5);
    double metadataRatio = ratio(root.section("metadata-server"), 0.01);
    memtables = totals.memtables();
    double totalRatio =
        (roles.contains(Role.WORKER) ? workerRatio : 0)
            + (roles.contains(Role.LOG_SERVER) ? logRatio : 0)
            + (roles.contains(Role.METADATA_SERVER) ? metadataRatio : 0);
    worker = share(workerRatio, totalRatio);
    logServer = share(logRatio, totalRatio);
    metadataServer = share(metadataRatio, totalRatio);
    sizing.reason(
        "RocksDB %s: 25 %% of the budget unless configured; block cache %s, memtables %s",
        Sizing.size(totals.totalMemorySize()), Sizing.size(totals.blockCache()), Sizing.size(memtables));
    if (totalRatio > 0) {
      sizing.reason(
          "memtables by the ratios of the roles here: worker %s, log-server %s, metadata-server %s",
          roles.contains(Role.WORKER) ? Sizing.size(worker) : "none",
          roles.contains(Role.LOG_SERVER) ? Sizing.size(logServer) : "none",
          roles.contains(Role.METADATA_SERVER) ? Sizing.size(metadataServer) : "none");
    }
  }

  long worker() {
    return worker;
  }

  long logServer() {
    return logServer;
  }

  long metadataServer() {
    return metadataServer;
  }

  private static double ratio(Section section, double fallback) {
    return section.peek("rocksdb-memory-ratio", Types.FRACTION).orElse(fallback);
  }

  private long share(double ratio, double totalRatio) {
    long share = (long) (memtables * ratio / Math.max(totalRatio, ratio));
    return Math.max(MIN_BUDGET, share / MIN_BUDGET * MIN_BUDGET);
  }
}
