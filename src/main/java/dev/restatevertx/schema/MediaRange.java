package dev.restatevertx.schema;

/**
 * A content type that a handler accepts: a media type whose subtype, or both parts, may be {@code *}.
 *
 * @param type the part before the slash
 * @param subtype the part after it, without parameters
 */
public record MediaRange(String type, String subtype) {
  /** Everything. */
  public static final MediaRange ANY = new MediaRange("*", "*");

  /**
   * Reads {@code type/subtype}; parameters after a semicolon are ignored.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static MediaRange parse(String text) {
    String essence = essence(text);
    int slash = essence.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("can't parse the content-type '" + text + "': must contain one /");
    }
    MediaRange range = new MediaRange(essence.substring(0, slash), essence.substring(slash + 1));
    if (range.type.equals("*") && !range.subtype.equals("*")) {
      throw new IllegalArgumentException(
          "can't parse the content-type '" + text + "': the wildcard format */subType is not supported");
    }
    return range;
  }

  /** Whether a content type, with parameters or without, lies in this range. */
  public boolean matches(String contentType) {
    if (type.equals("*")) {
      return true;
    }
    String essence = essence(contentType);
    int slash = essence.indexOf('/');
    return slash == type.length()
        && essence.regionMatches(true, 0, type, 0, slash)
        && (subtype.equals("*") || essence.substring(slash + 1).equalsIgnoreCase(subtype));
  }

  @Override
  public String toString() {
    return type + "/" + subtype;
  }

  private static String essence(String text) {
    int end = text.indexOf(';');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
