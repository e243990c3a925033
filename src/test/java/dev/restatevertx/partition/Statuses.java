package dev.restatevertx.partition;

import dev.restatevertx.partition.state.InvocationRow;
import java.util.Optional;

/** Names of statuses, for counting and comparing. */
final class Statuses {
  private Statuses() {}

  static String name(InvocationRow row) {
    return row.status().getClass().getSimpleName();
  }

  static String name(Optional<InvocationRow> row) {
    return row.map(Statuses::name).orElse("Absent");
  }
}
