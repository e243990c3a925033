package dev.restatevertx.worker;

import dev.restatevertx.base.KeyRange;
import dev.restatevertx.cluster.PartitionTable;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.store.PartitionStore;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.rocks.StoreKind;
import dev.restatevertx.worker.apply.StoreAccess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Role {@code worker}: the partition processors of this node, spread over its event loops. */
public final class WorkerRole {
  private static final Logger LOG = System.getLogger("restate.worker");
  private static final long TICK_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final WorkerSettings settings;
  private final WorkerServices services;
  private final PartitionTable table;
  private final List<WorkerLoop> loops = new ArrayList<>();
  private final Map<Integer, PartitionProcessor> processors = new ConcurrentHashMap<>();
  private final Map<Integer, PartitionStore> stores = new TreeMap<>();
  private final BlockingIo io;
  private Optional<RocksStore> rocks = Optional.empty();
  private Optional<Long> ticker = Optional.empty();
  private volatile boolean recovering;

  public WorkerRole(WorkerSettings settings, WorkerServices services, PartitionTable table) {
    this.settings = settings;
    this.services = services;
    this.table = table;
    this.io = new BlockingIo(settings.ioThreads());
  }

  /** Opens the store and every partition; completes when all of them lead. */
  public Future<Void> start() {
    for (int i = 0; i < settings.eventLoops(); i++) {
      loops.add(new WorkerLoop(settings, services));
    }
    return services
        .vertx()
        .executeBlocking(
            () -> {
              openStores();
              return stores;
            })
        .compose(_ -> campaign())
        .compose(
            _ -> {
              ticker = Optional.of(services.vertx().setPeriodic(TICK_MILLIS, _ -> tick()));
              return Future.all(processors.values().stream().map(PartitionProcessor::leading).toList());
            })
        .mapEmpty();
  }

  /** Opens a processor for each partition and lets all of them campaign with epochs that are claimed in one go. */
  private Future<Void> campaign() {
    return openProcessors()
        .compose(_ -> services.epochs().claimAll(table.partitions().keySet()))
        .onSuccess(
            epochs ->
                epochs.forEach(
                    (partition, claimed) -> {
                      PartitionProcessor processor = processor(partition);
                      services.router().register(partition, processor);
                      processor.loop().execute(() -> processor.campaign(claimed.leaderEpoch()));
                    }))
        .mapEmpty();
  }

  /** Stops every partition and closes the store; what has been applied is on disk then. */
  public Future<Void> stop() {
    ticker.ifPresent(services.vertx()::cancelTimer);
    table.partitions().keySet().forEach(services.router()::unregister);
    List<Future<Void>> stopped = processors.values().stream().map(this::stop).toList();
    return Future.join(stopped)
        .otherwiseEmpty()
        .compose(_ -> Future.join(loops.stream().map(WorkerLoop::close).toList()).otherwiseEmpty())
        .compose(
            _ ->
                services
                    .vertx()
                    .executeBlocking(
                        () -> {
                          io.close();
                          stores.values().forEach(PartitionStore::close);
                          rocks.ifPresent(RocksStore::close);
                          return stores;
                        }))
        .mapEmpty();
  }

  /** The processors of this node, by partition. Their state is to be read on their loops only. */
  public Map<Integer, PartitionProcessor> processors() {
    return Map.copyOf(processors);
  }

  private void openStores() {
    RocksStore opened = RocksStore.open(settings.dir(), StoreKind.PARTITION, services.budget());
    rocks = Optional.of(opened);
    opened.createColumnFamilies(table.partitions().keySet().stream().map(WorkerRole::columnFamily).toList());
    for (int partition : table.partitions().keySet()) {
      stores.put(partition, new PartitionStore(opened, columnFamily(partition)));
    }
  }

  private static String columnFamily(int partition) {
    return "partition-" + partition;
  }

  private Future<Void> openProcessors() {
    List<Future<Void>> opening = new ArrayList<>();
    table.partitions().forEach((partition, entry) -> opening.add(open(partition, entry.keyRange())));
    return Future.all(opening).mapEmpty();
  }

  private Future<Void> open(int partition, KeyRange range) {
    WorkerLoop home = loops.get(partition % loops.size());
    PartitionStore store = Optional.ofNullable(stores.get(partition)).orElseThrow();
    StoreIo storeIo = new StoreIo(store, io, home.loop());
    var destinations = new LocalDestinations(home.loop(), processors, table.count());
    var parts = new LocalParts(settings, services, home, range, storeIo, destinations);
    Promise<Void> opened = Promise.promise();
    home.loop()
        .execute(
            () ->
                storeAccess(storeIo)
                    .read(() -> new PartitionState(store, settings.overlay()))
                    .map(state -> new PartitionProcessor(partition, range, home.loop(), parts, state))
                    .onSuccess(processor -> processors.put(partition, processor))
                    .<Void>mapEmpty()
                    .onComplete(opened));
    return opened.future();
  }

  private static StoreAccess storeAccess(StoreIo storeIo) {
    storeIo.gotThrough();
    return new StoreAccess(storeIo);
  }

  private Future<Void> stop(PartitionProcessor processor) {
    Promise<Void> stopped = Promise.promise();
    processor.loop().execute(() -> processor.stop().onComplete(stopped));
    return stopped.future();
  }

  private PartitionProcessor processor(int partition) {
    return Optional.ofNullable(processors.get(partition)).orElseThrow();
  }

  private void tick() {
    if (recovering) {
      return;
    }
    Optional<StorageException> fault = rocks.flatMap(RocksStore::fault);
    boolean abandoned =
        processors.values().stream().anyMatch(processor -> processor.phase() == PartitionProcessor.Phase.STOPPED);
    if (fault.isPresent() || abandoned) {
      recover(fault.map(StorageException::getMessage).orElse("a partition could not start over"));
    } else {
      processors.values().forEach(processor -> processor.loop().execute(processor::tick));
    }
  }

  /**
   * Gets the store back after a fault, such as a full disk. What was not flushed is gone with it, so every partition
   * starts over from what the store has and replays the rest from its log.
   */
  private void recover(String why) {
    recovering = true;
    String reason = "the partition store is being reopened: " + why;
    Future.join(processors.values().stream().map(processor -> abandon(processor, reason)).toList())
        .compose(_ -> services.vertx().executeBlocking(() -> rocks.map(RocksStore::reopen).orElse(false)))
        .compose(works -> works ? campaign() : Future.succeededFuture())
        .onFailure(cause -> LOG.log(Level.WARNING, "The partitions cannot start over yet: {0}", cause.getMessage()))
        .onComplete(_ -> recovering = false);
  }

  private static Future<Void> abandon(PartitionProcessor processor, String reason) {
    Promise<Void> done = Promise.promise();
    processor
        .loop()
        .execute(
            () -> {
              processor.abandon(reason);
              done.complete();
            });
    return done.future();
  }
}
