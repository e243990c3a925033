package dev.restatevertx.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Puts the configuration together. Flags count more than environment variables, these more than the file, this more
 * than defaults.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads and checks everything.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static LoadedConfig load(Arguments arguments, Map<String, String> environment, Machine machine) {
    List<Source> sources = new ArrayList<>();
    sources.add(EnvironmentSource.common(environment));
    arguments.configFile().map(TomlSource::read).ifPresent(sources::add);
    sources.add(EnvironmentSource.own(environment));
    sources.add(arguments.toSource());
    return load(sources, arguments.production(), machine);
  }

  /** The configuration of a node that nothing is told: for tests. */
  public static NodeConfig defaults(Machine machine) {
    return load(List.of(), false, machine).config();
  }

  /**
   * The configuration of a text in TOML.
   *
   * @param name by which messages call the text
   */
  public static LoadedConfig fromToml(String toml, String name, Machine machine) {
    return load(List.of(TomlSource.parse(toml, name)), false, machine);
  }

  // The later a source, the more it counts.
  private static LoadedConfig load(List<Source> sources, boolean production, Machine machine) {
    List<String> errors = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    SequencedMap<String, RawValue> given = new LinkedHashMap<>();
    for (Source source : sources) {
      OldSpellings.rename(source, errors, notes);
      given.putAll(source.values());
    }
    Binding binding = new Binding(given);
    NodeConfig config = new RootSection(Section.root(binding), machine, production, remarks).read();
    errors.addAll(binding.errors());
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    notes.addAll(binding.notes());
    return new LoadedConfig(config, binding.warnings(), remarks, notes, binding.dump());
  }
}
