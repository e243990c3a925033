package dev.restatevertx.metadata;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.MetadataException.Reason;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Changes a value by compare-and-set: reads, lets a function change it, writes if nobody wrote in between, else again.
 */
final class ReadModifyWrite {
  /** Attempts until {@link Reason#TOO_MANY_CONFLICTS}. */
  static final int MAX_ATTEMPTS = 64;

  private final MetadataStore store;
  private final LongSupplier epochMillis;

  ReadModifyWrite(MetadataStore store, LongSupplier epochMillis) {
    this.store = store;
    this.epochMillis = epochMillis;
  }

  /**
   * Answers what is stored in the end.
   *
   * @param change makes the new value of the old one, once per attempt; an equal one is not written
   */
  <T> Future<T> run(MetadataKind<T> kind, Function<Optional<T>, T> change) {
    return attempt(kind, change, 1);
  }

  private <T> Future<T> attempt(MetadataKind<T> kind, Function<Optional<T>, T> change, int attempt) {
    return store.get(kind.key()).compose(stored -> {
      Optional<T> old = stored.map(v -> kind.codec().decode(v.value()));
      T changed = change.apply(old);
      if (old.isPresent() && old.get().equals(changed)) {
        return Future.succeededFuture(changed);
      }
      long version = stored.map(VersionedValue::version).orElse(0L) + 1;
      T stamped = kind.codec().stamped(changed, version, epochMillis.getAsLong());
      VersionedValue write = new VersionedValue(version, kind.codec().encode(stamped));
      Precondition precondition =
          stored.isPresent() ? new Precondition.MatchesVersion(version - 1) : Precondition.DOES_NOT_EXIST;
      return store
          .put(kind.key(), write, precondition)
          .map(stamped)
          .recover(failure -> resolve(kind, change, attempt, stamped, write, failure));
    });
  }

  private <T> Future<T> resolve(
      MetadataKind<T> kind,
      Function<Optional<T>, T> change,
      int attempt,
      T stamped,
      VersionedValue write,
      Throwable failure) {
    if (!(failure instanceof MetadataException e)) {
      return Future.failedFuture(failure);
    }
    boolean conflict = e.reason() == Reason.PRECONDITION_FAILED;
    if (!conflict && e.reason() != Reason.OUTCOME_UNKNOWN) {
      return Future.failedFuture(failure);
    }
    if (attempt == MAX_ATTEMPTS) {
      return Future.failedFuture(
          new MetadataException(
              conflict ? Reason.TOO_MANY_CONFLICTS : Reason.OUTCOME_UNKNOWN,
              "Expected to change '" + kind.key() + "' within " + MAX_ATTEMPTS + " attempts, but all failed",
              failure));
    }
    if (conflict) {
      return attempt(kind, change, attempt + 1);
    }
    return store.get(kind.key()).compose(now -> {
      long version = now.map(VersionedValue::version).orElse(0L);
      Bytes bytes = now.map(VersionedValue::value).orElse(Bytes.EMPTY);
      if (version == write.version() && bytes.equals(write.value())) {
        return Future.succeededFuture(stamped);
      }
      if (version > write.version()) {
        // Somebody built on what may have been our write.
        return Future.failedFuture(failure);
      }
      // Ours is not there, and should it still come, only one of two writes with the same precondition takes place.
      return attempt(kind, change, attempt + 1);
    });
  }
}
