package dev.restatevertx.journal;

import java.util.List;

/** What a suspended invocation waits for: any one of these wakes it (service protocol V5 and V6). Never empty. */
public record Awaiting(List<NotificationId> anyOf) {
  public Awaiting {
    anyOf = List.copyOf(anyOf);
  }
}
