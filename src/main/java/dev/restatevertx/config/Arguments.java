package dev.restatevertx.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the command line says.
 *
 * @param configFile the TOML file to read
 * @param dumpConfig whether to print the effective configuration and end
 * @param noLogo whether to print no logo at start
 * @param production whether defaults are those for production: a node does not provision a cluster by itself
 * @param metadataMigrationMode whether to run only admin and metadata server
 * @param help whether to print {@link CommandLineParser#usage()} and end
 * @param version whether to print the version and end
 * @param values text by flag name, such as {@code --roles}
 */
public record Arguments(
    Optional<Path> configFile,
    boolean dumpConfig,
    boolean noLogo,
    boolean production,
    boolean metadataMigrationMode,
    boolean help,
    boolean version,
    SequencedMap<String, String> values) {

  /** The values as a source of configuration. */
  Source toSource() {
    Source source = new Source();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String flag = value.getKey();
      source.put(Flag.pathOf(flag), ValueText.parse(value.getValue(), Origin.flag(flag)));
    }
    return source;
  }
}
