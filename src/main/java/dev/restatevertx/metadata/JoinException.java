package dev.restatevertx.metadata;

/** This process cannot be a node of the cluster; trying again does not help. */
public final class JoinException extends RuntimeException {
  public JoinException(String message) {
    super(message);
  }
}
