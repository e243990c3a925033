package dev.restatevertx.ingress;

/** The form of scopes, which belong to flow control. */
final class Scopes {
  private static final int LENGTH_MAX = 36;

  private Scopes() {}

  /**
   * The scope itself.
   *
   * @throws Refusal if it has not the form of one
   */
  static String check(String scope) {
    if (scope.isEmpty()) {
      throw Refusal.badRequest("bad scope value: value cannot be empty");
    }
    if (scope.length() > LENGTH_MAX) {
      throw Refusal.badRequest(
          "bad scope value: value too long: " + scope.length() + " bytes (max " + LENGTH_MAX + ")");
    }
    for (int i = 0; i < scope.length(); i++) {
      char c = scope.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '.'
              || c == '-';
      if (!allowed) {
        throw Refusal.badRequest(
            "bad scope value: value contains characters outside the allowed set [a-zA-Z0-9_.-]");
      }
    }
    return scope;
  }
}
