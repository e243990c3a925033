package dev.restatevertx.runtime;

/** Something that was asked for and may be called off. */
public interface Cancellable {
  /** Calls it off; called in the loop it belongs to, it will not run afterwards. Does nothing when it ran already. */
  void cancel();
}
