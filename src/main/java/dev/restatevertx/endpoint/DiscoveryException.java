package dev.restatevertx.endpoint;

import dev.restatevertx.base.ErrorCode;

/** Discovery gave no manifest. The message begins with the code in brackets and is for the one who registers. */
public final class DiscoveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final boolean mayPass;

  DiscoveryException(ErrorCode code, boolean mayPass, String message) {
    super("[" + code.code() + "] " + message, null, false, false);
    this.code = code;
    this.mayPass = mayPass;
  }

  public ErrorCode code() {
    return code;
  }

  /** Whether the same question may get another answer later. */
  public boolean mayPass() {
    return mayPass;
  }
}
