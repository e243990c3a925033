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
  private static final int LINE_LENGTH_MAX = 120;

  /** Written in two parts, or this file would not be tidy. */
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern DOCS_MENTION = Pattern.compile("\\bdocs/[A-Za-z0-9_/.-]+\\.md\\b");
  private static final Pattern HASH_ORDER = Pattern.compile("\\bnew (HashMap|HashSet)\\b");

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
  void nothingIsLeftUnfinishedAndLinesAreShort() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : files("src", ".java", ".proto", ".toml")) {
      int number = 0;
      for (String line : read(file).split("\n", -1)) {
        number++;
        if (UNFINISHED.matcher(line).find()) {
          violations.add(file + ":" + number + " is marked as unfinished");
        }
        if (line.length() > LINE_LENGTH_MAX && file.toString().endsWith(".java")) {
          violations.add(file + ":" + number + " has " + line.length() + " characters");
        }
      }
    }
    none(violations);
  }

  @Test
  void pureRoomsDoNotMakeMapsThatIterateInHashOrder() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path file : files("src/main/java", ".java")) {
      String packageName = Path.of("src/main/java").relativize(file.getParent()).toString().replace('/', '.');
      boolean pure = Rooms.of(packageName).filter(Rooms::isPure).isPresent();
      if (pure && HASH_ORDER.matcher(read(file)).find()) {
        violations.add(file + " makes a HashMap or HashSet: use LinkedHashMap, LinkedHashSet or a sorted one");
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
