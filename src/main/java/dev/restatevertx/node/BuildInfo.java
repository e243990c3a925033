package dev.restatevertx.node;

import java.util.Optional;

/** What the build wrote into the jar. */
final class BuildInfo {
  private BuildInfo() {}

  /** The version of this program; "development" when it does not run from the jar. */
  static String version() {
    return Optional.ofNullable(BuildInfo.class.getPackage().getImplementationVersion()).orElse("development");
  }
}
