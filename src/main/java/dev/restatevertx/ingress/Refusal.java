package dev.restatevertx.ingress;

/** The door itself says no. The texts are those that clients of the original know. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String API_PATH =
      "bad path, expected /restate/call/:service/:handler, /restate/send/:service/:handler,"
          + " /restate/scope/:scope/call/:service/:handler, /restate/attach/:invocation_id,"
          + " /restate/output/:invocation_id, or /restate/lookup";
  static final String SERVICE_PATH =
      "bad path, expected either /:service-name/:handler or /:object-name/:object-key/:handler";
  static final String AWAKEABLE_PATH =
      "bad path, expected either /restate/awakeables/:id/resolve or /restate/awakeables/:id/reject";
  static final String INVOCATION_PATH =
      "bad path, expected either /restate/invocation/:invocation_id/output or"
          + " /restate/invocation/:invocation_id/attach or"
          + " /restate/invocation/:invocation_target/:idempotency_key/output or"
          + " /restate/invocation/:invocation_target/:idempotency_key/attach";
  static final String WORKFLOW_PATH =
      "bad path, expected either /restate/workflow/:workflow_name/:workflow_key/output or"
          + " /restate/workflow/:workflow_name/:workflow_key/attach";

  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** The message; never absent, unlike {@link #getMessage()} of exceptions in general. */
  String text() {
    return String.valueOf(getMessage());
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  static Refusal notFound() {
    return new Refusal(404, "not found");
  }

  static Refusal invocationNotFound() {
    return new Refusal(404, "invocation not found");
  }

  static Refusal serviceNotFound(String service) {
    return new Refusal(
        404, "service '" + service + "' not found, make sure to register the service before calling it.");
  }

  static Refusal handlerNotFound(String service, String handler) {
    return new Refusal(
        404,
        "the service '"
            + service
            + "' exists, but the handler '"
            + handler
            + "' was not found, check that the handler exists in the latest registered service version.");
  }

  static Refusal methodNotAllowed() {
    return new Refusal(405, "method not allowed");
  }

  static Refusal bodyTimeout() {
    return new Refusal(408, "cannot read body: the request's body did not arrive in time");
  }

  static Refusal tooLarge() {
    return new Refusal(413, "cannot read body: LengthLimitError");
  }

  static Refusal overloaded() {
    return new Refusal(429, "too many requests, the ingress is overloaded. Retry later.");
  }

  static Refusal notReady() {
    return new Refusal(470, "the invocation exists but has not completed yet");
  }

  static Refusal badBody(String message) {
    return new Refusal(500, "cannot read body: " + message);
  }

  static Refusal internal() {
    return new Refusal(500, "internal error: see the server's log");
  }

  static Refusal unroutable(String reason, String advice) {
    return new Refusal(503, "internal routing error: " + reason + ". " + advice);
  }
}
