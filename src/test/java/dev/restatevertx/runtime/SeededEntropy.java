package dev.restatevertx.runtime;

import dev.restatevertx.base.Ulid;
import java.util.SplittableRandom;

/** Randomness that a seed decides. */
public final class SeededEntropy implements Entropy {
  private final SplittableRandom random;
  private final Clock clock;

  public SeededEntropy(long seed, Clock clock) {
    this.random = new SplittableRandom(seed);
    this.clock = clock;
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  /** From 0 to {@code bound} - 1. */
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** True in {@code percent} of a hundred cases. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @Override
  public Ulid ulid() {
    return Ulid.of(clock.millis(), nextLong(), nextLong());
  }
}
