package dev.restatevertx.log;

/** A read stream. At most one batch is delivered at a time; while paused, none. */
public interface LogReader {
  void pause();

  void resume();

  void close();
}
