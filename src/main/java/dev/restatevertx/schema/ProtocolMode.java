package dev.restatevertx.schema;

/** How an endpoint exchanges messages in one attempt. */
public enum ProtocolMode {
  /** Both sides send while the attempt runs. */
  BIDI_STREAM("BidiStream"),
  /** The whole request first, then the whole response. */
  REQUEST_RESPONSE("RequestResponse");

  private final String label;

  ProtocolMode(String label) {
    this.label = label;
  }

  /** As people and the admin API see it. */
  public String label() {
    return label;
  }
}
