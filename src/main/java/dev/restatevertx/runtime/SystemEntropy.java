package dev.restatevertx.runtime;

import dev.restatevertx.base.Ulid;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Bits of the operating system's generator, fetched in blocks: one system call for many ids. One per loop. */
public final class SystemEntropy implements Entropy {
  private static final int BLOCK_BYTES = 4096;

  private final SecureRandom source = new SecureRandom();
  private final byte[] bytes = new byte[BLOCK_BYTES];
  private final ByteBuffer block = ByteBuffer.wrap(bytes).position(BLOCK_BYTES);
  private final Clock clock;

  /** @param clock the time of the ids */
  public SystemEntropy(Clock clock) {
    this.clock = clock;
  }

  @Override
  public long nextLong() {
    if (!block.hasRemaining()) {
      source.nextBytes(bytes);
      block.rewind();
    }
    return block.getLong();
  }

  @Override
  public Ulid ulid() {
    return Ulid.of(clock.millis(), nextLong(), nextLong());
  }
}
