package dev.restatevertx.invocation;

/**
 * W3C trace context of the caller, carried along so that spans of one call tree share a trace.
 *
 * @param traceParent the header's value, empty when there is none
 * @param traceState the header's value, may be empty
 */
public record SpanContext(String traceParent, String traceState) {
  public static final SpanContext NONE = new SpanContext("", "");
}
