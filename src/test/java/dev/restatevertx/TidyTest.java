package dev.restatevertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not look for. */
class TidyTest {
  /** Written in two parts, or this file would not be tidy. */
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern DOCS_MENTION = Pattern.compile("\\bdocs/[A-Za-z0-9_/.-]+\\.md\\b");

  /** A variable that holds a map or set in hash order. */
  private static final Pattern HASHED = Pattern.compile("\\b(\\w+) = new Hash(?:Map|Set)\\b");

  @Test
  void everyPackageSaysWhatItIsForAndKnowsNoNulls() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : files("src/main/java", ".java")) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info)) {
        violations.add(file.getParent() + " has no package-info.java");
      } else if (!read(info).contains("@NullMarked") || !read(info).startsWith("/**")) {
        violations.add(info + " lacks a comment or @NullMarked");
      }
    }
    none(violations);
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : files("src", ".java", ".proto", ".toml")) {
      int number = 0;
      for (String line : read(file).split("\n", -1)) {
        number++;
        if (UNFINISHED.matcher(line).find()) {
          violations.add(file + ":" + number + " is marked as unfinished");
        }
      }
    }
    none(violations);
  }

  @Test
  void pureRoomsDoNotIterateInHashOrder() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : files("src/main/java", ".java")) {
      String packageName = Path.of("src/main/java").relativize(directory(file)).toString().replace('/', '.');
      if (Rooms.of(packageName).filter(Rooms::isPure).isEmpty()) {
        continue;
      }
      String text = read(file);
      Matcher hashed = HASHED.matcher(text);
      while (hashed.find()) {
        String name = hashed.group(1);
        String iteration =
            "\\b" + name + "\\.(values|keySet|entrySet|forEach|stream|iterator)\\(|: " + name + "\\)";
        if (Pattern.compile(iteration).matcher(text).find()) {
          violations.add(file + " iterates over " + name + ", whose order is that of hashes");
        }
      }
    }
    none(violations);
  }

  @Test
  void linksOfTheDocumentationLeadSomewhere() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : documents()) {
      Matcher links = MARKDOWN_LINK.matcher(read(file));
      while (links.find()) {
        String target = links.group(1).replaceFirst("#.*", "");
        if (!target.isEmpty() && !target.contains("://") && !target.startsWith("mailto:")
            && !Files.exists(directory(file).resolve(target))) {
          violations.add(file + " links to " + target + ", which does not exist");
        }
      }
    }
    for (Path file : files("src", ".java", ".proto", ".toml")) {
      Matcher mentions = DOCS_MENTION.matcher(read(file));
      while (mentions.find()) {
        if (Files.isDirectory(Path.of("docs")) && !Files.exists(Path.of(mentions.group()))) {
          violations.add(file + " mentions " + mentions.group() + ", which does not exist");
        }
      }
    }
    none(violations);
  }

  private static void none(Set<String> violations) {
    assertEquals("", String.join("\n", violations));
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(Path.of(""))) {
      return Stream.concat(top.filter(file -> file.toString().endsWith(".md")), files("docs", ".md").stream()).toList();
    }
  }

  private static Path directory(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static List<Path> files(String root, String... endings) throws IOException {
    if (!Files.isDirectory(Path.of(root))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(Path.of(root))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .toList();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
