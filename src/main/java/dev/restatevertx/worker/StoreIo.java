package dev.restatevertx.worker;

import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.store.PartitionStore;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.worker.apply.PartitionStoreIo;
import io.vertx.core.Future;

/** A partition's store, with what may wait on threads of its own. */
final class StoreIo implements PartitionStoreIo {
  private final PartitionStore store;
  private final BlockingIo io;
  private final Loop loop;

  StoreIo(PartitionStore store, BlockingIo io, Loop loop) {
    this.store = store;
    this.io = io;
    this.loop = loop;
  }

  @Override
  public Future<Void> load(StoreMiss miss) {
    long version = store.version();
    return io.run(loop, () -> store.load(miss, version)).onSuccess(store::accept).mapEmpty();
  }

  @Override
  public void gotThrough() {
    store.forgetLoaded();
  }

  @Override
  public Future<Void> write(OverlayWrite write) {
    store.forgetLoaded();
    return io.run(
            loop,
            () -> {
              store.write(write);
              return write.progress();
            })
        .onComplete(_ -> store.forgetLoaded())
        .mapEmpty();
  }

  @Override
  public Future<Long> flush() {
    return io.run(loop, store::flush);
  }
}
