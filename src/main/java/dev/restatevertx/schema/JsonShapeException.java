package dev.restatevertx.schema;

/** JSON that is well-formed, but not what was expected. The message says where, what was expected and what came. */
public final class JsonShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Puts the message together.
   *
   * @param path of the value, such as {@code services[0].name}; empty for the whole document
   */
  public JsonShapeException(String path, String message) {
    super(path.isEmpty() ? message : path + ": " + message);
  }
}
