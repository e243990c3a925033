package dev.restatevertx.invocation;

import dev.restatevertx.base.InvocationId;

/** Who created an invocation. Equality of two ingress sources tells a retried request from a new one. */
public sealed interface Source {
  record Ingress(RequestId request) implements Source {}

  record Invocation(InvocationId caller, InvocationTarget callerTarget) implements Source {}

  record RestartAsNew(InvocationId original) implements Source {}

  record Internal() implements Source {}
}
