package dev.restatevertx.admin.registration;

import dev.restatevertx.base.ErrorCode;

/** An endpoint cannot be asked. The message is for the caller of the registration. */
public final class DiscoveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** The message is put after the code in brackets. */
  public DiscoveryException(ErrorCode code, String message) {
    super("[" + code.code() + "] " + message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
