package dev.restatevertx.it;

import java.nio.file.Path;

/** The Java runtime of these tests, for processes that they start. */
final class Jvm {
  private Jvm() {}

  static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The tests' own class path; the test runner hides it behind a jar of its own. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
