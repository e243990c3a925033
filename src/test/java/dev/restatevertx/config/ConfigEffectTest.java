package dev.restatevertx.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Backoff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nobody shall set a key in vain without being told: a key that is not declared as being without effect changes a part
 * of the records that some other package reads.
 */
class ConfigEffectTest {
  /** What the records themselves, or the reading of other keys, make use of. */
  private static final Set<String> USED_HERE = Set.of("advertisedAddress", "advertisedHost", "mode", "implicitIngress");

  @Test
  void keysThatNobodyReadsAreDeclaredSo() throws IOException {
    NodeConfig defaults = ConfigLoader.defaults(ConfigFixture.MACHINE);
    String code = codeOutsideOfConfig();
    List<String> inVain = new ArrayList<>();
    Map<String, String> all = allKeys();
    all.forEach(
        (path, value) -> {
          LoadedConfig loaded = ConfigFixture.toml(path + " = " + value);
          Set<String> changed = new TreeSet<>();
          collectChanged("", defaults, loaded.config(), changed);
          if (loaded.notes().isEmpty() && !changed.isEmpty() && changed.stream().noneMatch(part -> reads(code, part))) {
            inVain.add(path + " " + changed);
          }
        });
    assertTrue(all.size() > 300, () -> all.size() + " keys");
    assertEquals(List.of(), inVain);
  }

  private static boolean reads(String code, String part) {
    return USED_HERE.contains(part) || code.contains("." + part + "()") || code.contains("::" + part + ")");
  }

  private static void collectChanged(String name, Object a, Object b, Set<String> changed) {
    if (a.equals(b)) {
      return;
    }
    if (!a.getClass().isRecord() || !a.getClass().equals(b.getClass()) || a instanceof Backoff) {
      changed.add(name);
      return;
    }
    Arrays.stream(a.getClass().getRecordComponents())
        .filter(part -> !part.getName().equals("reasons"))
        .forEach(
            part ->
                collectChanged(part.getName(), ConfigRecords.get(a, part), ConfigRecords.get(b, part), changed));
  }

  private static Map<String, String> allKeys() throws IOException {
    try (var in = Objects.requireNonNull(ConfigEffectTest.class.getResourceAsStream("/config/all-keys.toml"))) {
      return ConfigFixture.byPath(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String codeOutsideOfConfig() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        if (!file.startsWith(Path.of("src", "main", "java", "dev", "restatevertx", "config"))) {
          texts.add(Files.readString(file));
        }
      }
      return texts.stream().collect(Collectors.joining("\n"));
    }
  }
}
