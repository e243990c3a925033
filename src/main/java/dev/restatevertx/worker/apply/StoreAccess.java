package dev.restatevertx.worker.apply;

import dev.restatevertx.partition.state.StoreMiss;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Reads a partition's state on its loop; what has to be loaded from disk first is loaded elsewhere. */
public final class StoreAccess {
  private final PartitionStoreIo io;

  public StoreAccess(PartitionStoreIo io) {
    this.io = io;
  }

  /** Runs {@code read} now, and again after each {@link StoreMiss} has been mended. */
  public <T> Future<T> read(Supplier<T> read) {
    try {
      return Future.succeededFuture(read.get());
    } catch (StoreMiss miss) {
      return io.load(miss.wanted()).compose(_ -> read(read));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
