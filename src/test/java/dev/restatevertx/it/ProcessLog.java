package dev.restatevertx.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file that a process writes its output to. */
record ProcessLog(Path file) {
  /** All lines so far; none if there is no file yet. */
  List<String> lines() {
    try {
      return Files.exists(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The last lines, under a heading. */
  String tail(String title, int count) {
    List<String> lines = lines();
    return "---- " + title + " (" + file + ") ----\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()))
        + "\n----\n";
  }
}
