package dev.restatevertx.log;

import java.util.concurrent.CopyOnWriteArrayList;

/** What is known to be committed of one loglet; read and watched from any thread, advanced by one. */
final class LogletTail {
  private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile long knownGlobalTail = 1;

  /** Every offset below is committed. */
  long knownGlobalTail() {
    return knownGlobalTail;
  }

  void advance(long tail) {
    knownGlobalTail = tail;
    for (Runnable watcher : watchers) {
      watcher.run();
    }
  }

  /** Calls {@code watcher} after each advance, in whichever thread advances. */
  void watch(Runnable watcher) {
    watchers.addIfAbsent(watcher);
  }

  void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }
}
