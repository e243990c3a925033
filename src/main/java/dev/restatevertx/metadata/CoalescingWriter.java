package dev.restatevertx.metadata;

import dev.restatevertx.metadata.MetadataException.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the changes of one key one after the other; those that come while a write is under way become the next write
 * together. So a node that changes 24 log chains at once writes twice, not 24 times with 23 conflicts each.
 */
final class CoalescingWriter<T> {
  /** Changes that may wait. */
  private static final int MAX_QUEUED = 100_000;

  private final MetadataKind<T> kind;
  private final ReadModifyWrite writer;
  private final Consumer<T> written;
  private final Queue<Change<T>> queue = new ArrayDeque<>();
  private boolean writing;

  private record Change<T>(Function<Optional<T>, T> change, Promise<T> promise) {}

  CoalescingWriter(MetadataKind<T> kind, ReadModifyWrite writer, Consumer<T> written) {
    this.kind = kind;
    this.writer = writer;
    this.written = written;
  }

  /** From any thread; completes on the caller's Vert.x context with the value that contains the change. */
  Future<T> update(Function<Optional<T>, T> change) {
    Promise<T> promise = CallerPromise.create();
    synchronized (this) {
      if (queue.size() >= MAX_QUEUED) {
        promise.fail(
            new MetadataException(
                Reason.UNAVAILABLE, "Expected at most " + MAX_QUEUED + " changes of '" + kind.key() + "' to wait"));
        return promise.future();
      }
      queue.add(new Change<>(change, promise));
      if (writing) {
        return promise.future();
      }
      writing = true;
    }
    writeNext();
    return promise.future();
  }

  private void writeNext() {
    List<Change<T>> batch;
    synchronized (this) {
      if (queue.isEmpty()) {
        writing = false;
        return;
      }
      batch = new ArrayList<>(queue);
      queue.clear();
    }
    Batch<T> changes = new Batch<>(batch);
    writer.run(kind, changes).onComplete(result -> {
      if (result.succeeded()) {
        written.accept(result.result());
      }
      writeNext();
      changes.complete(result);
    });
  }

  /** Several changes as one; a change that throws is left out, and only it fails. */
  private static final class Batch<T> implements Function<Optional<T>, T> {
    private final List<Change<T>> changes;
    private List<Optional<RuntimeException>> failures = List.of();

    Batch(List<Change<T>> changes) {
      this.changes = changes;
    }

    @Override
    public T apply(Optional<T> old) {
      Optional<T> value = old;
      List<Optional<RuntimeException>> thrown = new ArrayList<>();
      for (Change<T> change : changes) {
        try {
          value = Optional.of(change.change().apply(value));
          thrown.add(Optional.empty());
        } catch (RuntimeException e) {
          thrown.add(Optional.of(e));
        }
      }
      failures = thrown;
      if (value.isEmpty()) {
        // Nothing to write: every change of a value that is not there threw.
        throw new IllegalStateException("Expected a change to make a value", thrown.getFirst().orElseThrow());
      }
      return value.get();
    }

    void complete(AsyncResult<T> result) {
      for (int i = 0; i < changes.size(); i++) {
        Promise<T> promise = changes.get(i).promise();
        Optional<RuntimeException> own = i < failures.size() ? failures.get(i) : Optional.empty();
        if (own.isPresent()) {
          promise.fail(own.get());
        } else if (result.succeeded()) {
          promise.complete(result.result());
        } else {
          promise.fail(result.cause());
        }
      }
    }
  }
}
