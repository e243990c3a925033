package dev.restatevertx.schema;

/** The HTTP version that an endpoint was discovered with and is called with. */
public enum HttpVersion {
  HTTP_1_1("HTTP/1.1"),
  HTTP_2("HTTP/2.0");

  private final String label;

  HttpVersion(String label) {
    this.label = label;
  }

  /** As people and the admin API see it. */
  public String label() {
    return label;
  }
}
