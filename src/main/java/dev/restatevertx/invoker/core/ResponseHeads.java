package dev.restatevertx.invoker.core;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.protocol.ProtocolVersions;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;

/** What status and headers of a response mean for the attempt. */
final class ResponseHeads {
  private ResponseHeads() {}

  /** Why the attempt fails, or empty when messages may follow. */
  static Optional<AttemptEnd> failureOf(TaskEvent.Head head, int protocolVersion, long now) {
    return switch (head.status()) {
      case 200 -> wrongContentType(head, protocolVersion);
      case 415 ->
          Optional.of(
              AttemptEnd.unsupportedMediaType(
                  "Expected the endpoint to speak protocol V" + protocolVersion + ", but it answered 415"));
      case 413 ->
          Optional.of(AttemptEnd.of(ErrorCode.RT0019, "The endpoint answered 413: the request was too large for it"));
      case 502, 504 ->
          Optional.of(
              AttemptEnd.of(ErrorCode.RT0010, "service unavailable: the endpoint answered " + head.status()));
      case 429, 503 ->
          Optional.of(
              AttemptEnd.of(ErrorCode.RT0023, "The endpoint limits its rate: it answered " + head.status())
                  .withDelay(retryAfterMillis(head.retryAfter(), now)));
      default ->
          head.status() / 100 == 2
              ? wrongContentType(head, protocolVersion)
              : Optional.of(AttemptEnd.violation("unexpected http status code: " + head.status()));
    };
  }

  private static Optional<AttemptEnd> wrongContentType(TaskEvent.Head head, int protocolVersion) {
    String expected = ProtocolVersions.mediaType(protocolVersion);
    return head.contentType().equals(expected)
        ? Optional.empty()
        : Optional.of(
            AttemptEnd.violation(
                "Expected a response of content type '" + expected + "', but it is '" + head.contentType() + "'"));
  }

  /** Seconds, or a date; anything else counts as absent. */
  static OptionalLong retryAfterMillis(Optional<String> header, long now) {
    if (header.isEmpty()) {
      return OptionalLong.empty();
    }
    String text = header.get().trim();
    if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.of(Long.parseLong(text) * 1000);
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return OptionalLong.of(Math.max(0, date.toEpochMilli() - now));
    } catch (DateTimeParseException _) {
      return OptionalLong.empty();
    }
  }
}
