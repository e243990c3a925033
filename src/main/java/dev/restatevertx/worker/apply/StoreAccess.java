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
    return attempt(read, false);
  }

  private <T> Future<T> attempt(Supplier<T> read, boolean missed) {
    try {
      T result = read.get();
      if (missed) {
        io.gotThrough();
      }
      return Future.succeededFuture(result);
    } catch (StoreMiss miss) {
      return io.load(miss).compose(_ -> attempt(read, true));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
