package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Outcome;
import java.util.List;

/** What a notification brings. */
public sealed interface Result {
  Result NOTHING = new Nothing();

  /** The wire's Void: done, absent, or not ready, depending on what was asked. */
  record Nothing() implements Result {}

  record Value(Bytes content) implements Result {}

  record Failed(Failure failure) implements Result {}

  record Invocation(InvocationId id) implements Result {}

  record StateKeys(List<Bytes> keys) implements Result {
    public StateKeys {
      keys = List.copyOf(keys);
    }
  }

  static Result of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Success(var value) -> new Value(value);
      case Outcome.Failed(var failure) -> new Failed(failure);
    };
  }
}
