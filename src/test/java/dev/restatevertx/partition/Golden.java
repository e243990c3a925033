package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that were written once and must come out the same ever after. Run with {@code -Dgolden.update=true} to write
 * them anew, which is right only for formats that nobody has stored yet.
 */
final class Golden {
  private static final Path DIR = Path.of("src/test/resources/golden/partition");

  private Golden() {}

  static void check(String name, String text) {
    Path file = DIR.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(DIR);
        Files.writeString(file, text);
      }
      assertEquals(Files.readString(file), text, () -> "Stored format " + file + " has changed");
    } catch (IOException e) {
      throw new AssertionError("Expected to read " + file, e);
    }
  }
}
