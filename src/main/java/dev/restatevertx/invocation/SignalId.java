package dev.restatevertx.invocation;

/** Names a signal of an invocation. Index 1 is CANCEL; 2 to 15 are reserved; awakeables start at 17. */
public sealed interface SignalId {
  SignalId CANCEL = new Index(1);

  record Index(int index) implements SignalId {}

  record Named(String name) implements SignalId {}
}
