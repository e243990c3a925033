package dev.restatevertx.metadata;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;

/** Promises whose listeners run on the Vert.x context of whoever made them. */
public final class CallerPromise {
  private CallerPromise() {}

  /** A promise of the current context, or of none if the caller has none: then listeners run where it is completed. */
  public static <T> Promise<T> create() {
    ContextInternal context = ContextInternal.current();
    return context == null ? Promise.promise() : context.promise();
  }
}
