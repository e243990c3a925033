package dev.restatevertx.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;

/** A machine whose sizes are known, and short ways to load. */
final class ConfigFixture {
  static final long MIB = 1L << 20;
  static final Machine MACHINE = new Machine(2, 8192 * MIB, "test", 256 * MIB, "host-1", true);

  private ConfigFixture() {}

  static LoadedConfig toml(String... lines) {
    return ConfigLoader.fromToml(String.join("\n", lines), "node.toml", MACHINE);
  }

  static LoadedConfig environment(Map<String, String> environment) {
    return ConfigLoader.load(CommandLineParser.parse(List.of(), environment), environment, MACHINE);
  }

  static LoadedConfig flags(String... flags) {
    return ConfigLoader.load(CommandLineParser.parse(List.of(flags), Map.of()), Map.of(), MACHINE);
  }

  static List<String> errors(String... lines) {
    return Assertions.assertThrows(ConfigException.class, () -> toml(lines)).errors();
  }

  /** The lines of a dump by their full path. */
  static Map<String, String> byPath(String dump) {
    Map<String, String> values = new TreeMap<>();
    String section = "";
    for (String line : dump.lines().toList()) {
      int equals = line.indexOf(" = ");
      if (line.startsWith("[") && equals < 0) {
        section = line.substring(1, line.length() - 1) + ".";
      } else if (equals > 0) {
        values.put(section + line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return values;
  }
}
