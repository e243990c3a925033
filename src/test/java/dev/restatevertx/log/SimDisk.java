package dev.restatevertx.log;

import dev.restatevertx.runtime.SeededEntropy;
import java.io.ByteArrayOutputStream;

/**
 * A file that is only appended to. What is not synced when the machine stops is lost from some byte on; the rest of the
 * block that was being written may be anything.
 */
final class SimDisk {
  private static final int TORN_BYTES_MAX = 64;

  private final SeededEntropy entropy;
  private ByteArrayOutputStream durable = new ByteArrayOutputStream();
  private ByteArrayOutputStream unsynced = new ByteArrayOutputStream();
  private int lostBytes;

  SimDisk(SeededEntropy entropy) {
    this.entropy = entropy;
  }

  void write(byte[] bytes) {
    unsynced.writeBytes(bytes);
  }

  void sync() {
    durable.writeBytes(unsynced.toByteArray());
    unsynced.reset();
  }

  /** What a process reads that starts on it; nothing is unsynced then. */
  byte[] contents() {
    return durable.toByteArray();
  }

  /** Loses an unsynced suffix and tears what is then the last write. */
  void crash() {
    byte[] pending = unsynced.toByteArray();
    int kept = entropy.nextInt(pending.length + 1);
    int torn = kept < pending.length ? entropy.nextInt(Math.min(TORN_BYTES_MAX, pending.length - kept) + 1) : 0;
    durable.write(pending, 0, kept);
    for (int i = 0; i < torn; i++) {
      durable.write(entropy.nextInt(256));
    }
    lostBytes += pending.length - kept;
    unsynced.reset();
  }

  /** Cuts the file off where it can be read no further. */
  void truncate(int length) {
    byte[] all = durable.toByteArray();
    durable = new ByteArrayOutputStream();
    durable.write(all, 0, length);
  }

  /** How many unsynced bytes were lost in crashes. */
  int lostBytes() {
    return lostBytes;
  }
}
