package dev.restatevertx.node;

/** Entry point of a node. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("restate-vertx");
  }
}
