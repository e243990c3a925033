package dev.restatevertx.base;

/**
 * The id of a deployment: the 128 bits of a ULID, so that ids sort by age.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record DeploymentId(long high, long low) implements Comparable<DeploymentId> {
  private static final String PREFIX = "dp";

  public static DeploymentId of(Ulid ulid) {
    return new DeploymentId(ulid.high(), ulid.low());
  }

  public Ulid toUlid() {
    return new Ulid(high, low);
  }

  /** {@code dp_1…}, 26 characters. */
  @Override
  public String toString() {
    StringBuilder text = ResourceText.begin(PREFIX, Base62.WIDTH_128);
    Base62.append(text, high, low);
    return text.toString();
  }

  /**
   * Reads the text form.
   *
   * @throws IdFormatException if the text is no deployment id
   */
  public static DeploymentId parse(String text) {
    long[] number = Base62.parse128(text, ResourceText.bodyStart(text, PREFIX, Base62.WIDTH_128));
    return new DeploymentId(number[0], number[1]);
  }

  @Override
  public int compareTo(DeploymentId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
