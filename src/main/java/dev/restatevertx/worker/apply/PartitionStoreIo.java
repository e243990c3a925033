package dev.restatevertx.worker.apply;

import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.StoreMiss;
import io.vertx.core.Future;

/** What of a partition's store may wait for a disk; runs elsewhere, answers on the partition's loop. */
public interface PartitionStoreIo {
  /** Brings into memory what a reader missed. */
  Future<Void> load(StoreMiss miss);

  /** A reader that missed something got through: what was loaded for it may go. */
  void gotThrough();

  /** Writes in one piece, without making it durable. */
  Future<Void> write(OverlayWrite write);

  /** Makes durable what was written; answers the applied LSN that is durable then. */
  Future<Long> flush();
}
