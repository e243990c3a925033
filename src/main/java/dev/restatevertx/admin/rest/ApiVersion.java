package dev.restatevertx.admin.rest;

import java.util.List;

/** Versions of the API: one set of routes, few differences in meaning. */
enum ApiVersion {
  V2,
  V3,
  V4;

  /** Where a version is mounted. Requests without a version mean {@link #V3}. */
  record Mount(String prefix, ApiVersion version) {}

  static final List<Mount> MOUNTS =
      List.of(new Mount("", V3), new Mount("/v2", V2), new Mount("/v3", V3), new Mount("/v4", V4));

  static final int MIN = 2;
  static final int MAX = 4;

  /** The first versions replaced a deployment unless told not to. */
  boolean forcesByDefault() {
    return this == V2;
  }
}
