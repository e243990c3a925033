package dev.restatevertx.cluster;

/** What a node does, with the names of the configuration and of the nodes configuration's JSON. */
public enum Role {
  HTTP_INGRESS("http-ingress"),
  ADMIN("admin"),
  WORKER("worker"),
  LOG_SERVER("log-server"),
  METADATA_SERVER("metadata-server");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /**
   * The role of a name; {@code metadata-store} is the old name of {@code metadata-server}.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static Role parse(String text) {
    if (text.equals("metadata-store")) {
      return METADATA_SERVER;
    }
    for (Role role : values()) {
      if (role.text.equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "Expected a role (http-ingress, admin, worker, log-server, metadata-server), but got '" + text + "'");
  }
}
