package dev.restatevertx.base;

/** Codes that errors carry to CLI, UI and SQL. The numbers are the original's, the texts our own. */
public enum ErrorCode {
  META0003("The endpoint cannot be reached for discovery"),
  META0004("A deployment with this URI is registered already"),
  META0005("The name is reserved"),
  META0006("The service has another type than its earlier revision"),
  META0009("The subscription's source or sink is not valid"),
  META0010("The metadata store was written by an incompatible version"),
  META0011("The metadata store's version information is missing"),
  META0012("The endpoint's SDK speaks no service protocol version that this server knows"),
  META0013("The endpoint's discovery answer is not valid"),
  META0014("The endpoint answered discovery in HTTP/1.1: register it with use_http_11"),
  META0015("The endpoint announces bidirectional streams over a transport that has none"),
  META0016("The update changes more than is allowed"),
  META0017("Several deployments share this URI: say which one to replace"),
  RT0001("The attempt did not end within the abort timeout"),
  RT0002("The configuration cannot be read"),
  RT0003("A message is larger than the invoker's message-size-limit"),
  RT0004("The address cannot be bound"),
  RT0005("Another process holds the data directory"),
  RT0006("The invocation failed for a reason of the server's own"),
  RT0007("The handler failed and can be retried"),
  RT0009("The store's version information is missing"),
  RT0010("The connection to the endpoint failed"),
  RT0011("There is no deployment for the service, or the pinned one is gone"),
  RT0012("The endpoint violated the service protocol"),
  RT0013("The endpoint and this server have no service protocol version in common"),
  RT0014("The invocation cannot be resumed: its pinned service protocol version does not fit"),
  RT0015("The endpoint's SDK has dropped the service protocol version of this invocation"),
  RT0016("The journal does not match what the handler does: was its code changed?"),
  RT0017("A precondition of a journal entry does not hold"),
  RT0018("The called service or handler is not known"),
  RT0019("The endpoint answered 413: the request was too large for it"),
  RT0020("The deployment speaks a deprecated service protocol version: register it anew with a current SDK"),
  RT0021("The inactivity timeout has no effect in request-response mode"),
  RT0022("The journal retention is longer than allowed and was cut"),
  RT0023("The endpoint limits its rate (429 or 503)"),
  RT0024("Scope or limit key are used where they are not allowed"),
  RT0025("The awaited futures are nested too deeply");

  private final String text;

  ErrorCode(String text) {
    this.text = text;
  }

  /** The code as the outside sees it, such as {@code RT0010}. */
  public String code() {
    return name();
  }

  /** One short sentence without a full stop. */
  public String text() {
    return text;
  }
}
