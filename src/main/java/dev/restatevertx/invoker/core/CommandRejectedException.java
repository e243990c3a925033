package dev.restatevertx.invoker.core;

import dev.restatevertx.base.ErrorCode;

/** A well-formed command that must not be executed as things are. */
final class CommandRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  CommandRejectedException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}
