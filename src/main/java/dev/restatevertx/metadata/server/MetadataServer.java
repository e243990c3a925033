package dev.restatevertx.metadata.server;

import dev.restatevertx.base.Check;
import dev.restatevertx.metadata.CallerPromise;
import dev.restatevertx.metadata.MetadataException;
import dev.restatevertx.metadata.MetadataException.Reason;
import dev.restatevertx.metadata.MetadataStore;
import dev.restatevertx.metadata.Precondition;
import dev.restatevertx.metadata.VersionedValue;
import dev.restatevertx.metadata.core.Condition;
import dev.restatevertx.metadata.core.InProcessSequencer;
import dev.restatevertx.metadata.core.Member;
import dev.restatevertx.metadata.core.OpResult;
import dev.restatevertx.metadata.core.SequencerName;
import dev.restatevertx.metadata.core.StoreImage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The metadata server of a cluster whose metadata lies on this node alone. A thread of its own takes everything that
 * has queued up, lets the sequencer decide, makes all changes durable with one sync, and answers: the more is asked at
 * once, the fewer syncs each costs.
 *
 * <p>After a fault of the disk the epoch ends: what was under way is answered as not known, what comes is refused, and
 * the store is tried again each second until the disk works; then a new epoch begins with what is really there.
 */
public final class MetadataServer implements MetadataStore {
  private static final Logger LOG = System.getLogger("restate.metadata");
  private static final int QUEUE_LENGTH = InProcessSequencer.MAX_OPERATIONS;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double WARN_SHARE = 0.8;
  private static final double MAX_SHARE = 0.95;

  private final RegisterDisk disk;
  private final LongSupplier random;
  private final long messageSizeLimit;
  private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final Thread thread = new Thread(this::run, "metadata-server");
  private final Object admission = new Object();
  private boolean admitting;

  // Of the server's thread.
  private Optional<RegisterNode> node = Optional.empty();
  private State state = State.NEW;
  private final Map<Long, Consumer<OpResult>> operations = new HashMap<>();
  private long lastOperation;
  private long retryAtNanos;

  private enum State {
    NEW,
    /** Nothing was provisioned yet. */
    UNPROVISIONED,
    OPEN,
    /** The disk failed. */
    FAULTED,
    STOPPED
  }

  /** Something for the server's thread to do. */
  private interface Event {
    void run();

    /** Instead of {@link #run}, when the server stops first. */
    void refuse(MetadataException cause);
  }

  /**
   * A server that is not started.
   *
   * @param random random numbers that nobody can guess; used by the server's thread only
   * @param messageSizeLimit bytes; a value may take 95 % of it
   */
  public MetadataServer(RegisterDisk disk, LongSupplier random, long messageSizeLimit) {
    this.disk = disk;
    this.random = random;
    this.messageSizeLimit = messageSizeLimit;
  }

  /** Opens the store; answers whether the cluster is provisioned. Fails if the store cannot be read. */
  public Future<Boolean> start() {
    synchronized (admission) {
      Check.that(!admitting, "Expected the metadata server to be started once");
      admitting = true;
    }
    thread.setDaemon(true);
    thread.start();
    return submit(promise -> {
      node = RegisterNode.open(disk, random);
      state = node.isPresent() ? State.OPEN : State.UNPROVISIONED;
      promise.complete(node.isPresent());
    });
  }

  /**
   * Makes this node's store the first of a new cluster.
   *
   * @param nodeId of this node
   */
  public Future<Void> provision(int nodeId) {
    return submit(promise -> {
      if (state != State.UNPROVISIONED) {
        promise.fail(new MetadataException(Reason.PRECONDITION_FAILED, "The cluster is provisioned already"));
        return;
      }
      Member self = new Member(nodeId, random.getAsLong());
      StoreImage genesis =
          StoreImage.genesis(self, random.getAsLong(), new SequencerName.InProcess(nodeId));
      node = Optional.of(RegisterNode.create(disk, genesis, random));
      state = State.OPEN;
      promise.complete();
    });
  }

  /** Ends what is queued, then the thread. */
  public Future<Void> stop() {
    return this.<Void>submit(promise -> {
          state = State.STOPPED;
          promise.complete();
        })
        .recover(_ -> Future.succeededFuture());
  }

  @Override
  public Future<Optional<VersionedValue>> get(String key) {
    return operate((operation, sequencer) -> sequencer.get(operation, key), MetadataServer::readResult);
  }

  @Override
  public Future<Void> put(String key, VersionedValue value, Precondition precondition) {
    int size = value.value().length();
    if (size > messageSizeLimit * MAX_SHARE) {
      return Future.failedFuture(
          new MetadataException(
              Reason.TOO_LARGE,
              "Expected a value of '" + key + "' of at most " + (long) (messageSizeLimit * MAX_SHARE)
                  + " bytes (95 % of metadata-client.message-size-limit), but it has " + size));
    }
    if (size > messageSizeLimit * WARN_SHARE) {
      LOG.log(
          Level.WARNING,
          "The metadata value ''{0}'' has {1} bytes, near the limit of {2} (metadata-client.message-size-limit)",
          key,
          size,
          messageSizeLimit);
    }
    return operate(
        (operation, sequencer) ->
            sequencer.put(
                operation, key, value.version(), value.value(), condition(precondition), random.getAsLong()),
        MetadataServer::writeResult);
  }

  @Override
  public Future<Void> delete(String key, Precondition precondition) {
    return operate(
        (operation, sequencer) -> sequencer.delete(operation, key, condition(precondition), random.getAsLong()),
        MetadataServer::writeResult);
  }

  private static Condition condition(Precondition precondition) {
    return switch (precondition) {
      case Precondition.None() -> new Condition.None();
      case Precondition.DoesNotExist() -> new Condition.DoesNotExist();
      case Precondition.MatchesVersion(long version) -> new Condition.MatchesVersion(version);
    };
  }

  private static void readResult(OpResult result, Promise<Optional<VersionedValue>> promise) {
    if (result instanceof OpResult.Read read) {
      promise.complete(read.entry().map(e -> new VersionedValue(e.version(), e.value().orElseThrow())));
    } else {
      promise.fail(failure(result));
    }
  }

  private static void writeResult(OpResult result, Promise<Void> promise) {
    boolean nothingToDo = result instanceof OpResult.NotWritten(_, boolean failed, _) && !failed;
    if (nothingToDo || result instanceof OpResult.Written) {
      promise.complete();
    } else {
      promise.fail(failure(result));
    }
  }

  private static MetadataException failure(OpResult result) {
    return switch (result) {
      case OpResult.NotWritten(String reason, boolean _, var _) ->
          new MetadataException(Reason.PRECONDITION_FAILED, reason);
      case OpResult.Unknown(String reason) -> new MetadataException(Reason.OUTCOME_UNKNOWN, reason);
      case OpResult.Unavailable(String reason) -> new MetadataException(Reason.UNAVAILABLE, reason);
      case OpResult.Read _, OpResult.Written _ -> throw new IllegalStateException("Expected a failure, got " + result);
    };
  }

  private interface Operation {
    void start(long operation, InProcessSequencer sequencer);
  }

  private interface Completion<T> {
    void accept(OpResult result, Promise<T> promise);
  }

  private <T> Future<T> operate(Operation operation, Completion<T> completion) {
    return submit(promise -> {
      if (node.isEmpty()) {
        String why =
            state == State.UNPROVISIONED ? "the cluster is not provisioned" : "its disk failed: see the log";
        promise.fail(new MetadataException(Reason.UNAVAILABLE, "The metadata store cannot serve now: " + why));
        return;
      }
      long id = ++lastOperation;
      operations.put(id, result -> completion.accept(result, promise));
      operation.start(id, node.get().sequencer());
    });
  }

  private interface Body<T> {
    void run(Promise<T> promise);
  }

  private <T> Future<T> submit(Body<T> body) {
    Promise<T> promise = CallerPromise.create();
    Event event =
        new Event() {
          @Override
          public void run() {
            try {
              body.run(promise);
            } catch (RuntimeException e) {
              promise.tryFail(e);
            }
          }

          @Override
          public void refuse(MetadataException cause) {
            promise.fail(cause);
          }
        };
    synchronized (admission) {
      if (!admitting) {
        promise.fail(new MetadataException(Reason.UNAVAILABLE, "The metadata server is not running"));
      } else if (!queue.offer(event)) {
        promise.fail(
            new MetadataException(
                Reason.UNAVAILABLE, "Expected at most " + QUEUE_LENGTH + " requests to wait for the metadata server"));
      }
    }
    return promise.future();
  }

  private void run() {
    List<Event> batch = new ArrayList<>();
    while (state != State.STOPPED) {
      next().ifPresent(batch::add);
      queue.drainTo(batch);
      batch.forEach(Event::run);
      batch.clear();
      serve();
      if (state == State.FAULTED && System.nanoTime() - retryAtNanos >= 0) {
        reopen();
      }
    }
    close();
  }

  private Optional<Event> next() {
    while (true) {
      try {
        if (state == State.FAULTED) {
          return Optional.ofNullable(queue.poll(retryAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
        return Optional.of(queue.take());
      } catch (InterruptedException e) {
        LOG.log(Level.DEBUG, "The metadata server goes on after an interrupt", e);
      }
    }
  }

  private void serve() {
    if (node.isEmpty()) {
      return;
    }
    RegisterNode current = node.get();
    InProcessSequencer sequencer = current.sequencer();
    try {
      current.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The metadata store cannot write and refuses everything until it can: " + e.getMessage());
      sequencer.end("The metadata store failed: " + e.getMessage());
    }
    sequencer.broken().ifPresent(reason -> LOG.log(Level.ERROR, "The metadata store is damaged: {0}", reason));
    if (sequencer.ended().isPresent()) {
      node = Optional.empty();
      state = state == State.STOPPED ? State.STOPPED : State.FAULTED;
      retryAtNanos = System.nanoTime() + RETRY_NANOS;
    }
    for (InProcessSequencer.Done done : sequencer.takeDone()) {
      Optional.ofNullable(operations.remove(done.operation())).orElseThrow().accept(done.result());
    }
  }

  private void reopen() {
    retryAtNanos = System.nanoTime() + RETRY_NANOS;
    try {
      if (disk.reopen()) {
        node = RegisterNode.open(disk, random);
        state = node.isPresent() ? State.OPEN : State.UNPROVISIONED;
        LOG.log(Level.INFO, "The metadata store works again");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The metadata store is not reopened yet: " + e.getMessage());
    }
  }

  private void close() {
    List<Event> left = new ArrayList<>();
    synchronized (admission) {
      admitting = false;
      queue.drainTo(left);
    }
    MetadataException stopped = new MetadataException(Reason.UNAVAILABLE, "The metadata server has stopped");
    left.forEach(event -> event.refuse(stopped));
  }
}
