package dev.restatevertx.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The server's command line. */
public final class CommandLineParser {
  private static final String CONFIG_FILE = "--config-file";
  private static final String DUMP_CONFIG = "--dump-config";
  private static final String PRODUCTION = "--production";
  private static final String NO_LOGO = "--no-logo";
  private static final String MIGRATION = "--metadata-migration-mode";
  private static final String HELP = "--help";
  private static final String VERSION = "--version";

  private CommandLineParser() {}

  /**
   * Reads the arguments.
   *
   * @param environment for {@code RESTATE_CONFIG}, which stands for {@code --config-file}
   * @throws ConfigException if there are unknown ones, or values are missing
   */
  public static Arguments parse(List<String> arguments, Map<String, String> environment) {
    ParseResult parsed;
    try {
      parsed = new CommandLine(spec()).parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new ConfigException(List.of("command line: " + e.getMessage() + "; --help lists what there is"));
    }
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (Flag flag : Flag.ALL) {
      if (parsed.hasMatchedOption(flag.name())) {
        values.put(flag.name(), String.join(",", parsed.matchedOptionValue(flag.name(), List.<String>of())));
      }
    }
    String file = parsed.matchedOptionValue(CONFIG_FILE, environment.getOrDefault(EnvironmentSource.CONFIG_FILE, ""));
    return new Arguments(
        file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
        parsed.hasMatchedOption(DUMP_CONFIG),
        parsed.hasMatchedOption(NO_LOGO),
        parsed.hasMatchedOption(PRODUCTION),
        parsed.hasMatchedOption(MIGRATION),
        parsed.hasMatchedOption(HELP),
        parsed.hasMatchedOption(VERSION),
        values);
  }

  /** The text for {@code --help}. */
  public static String usage() {
    return new CommandLine(spec()).setUsageHelpWidth(100).getUsageMessage();
  }

  private static CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.create()
            .name("restate-server")
            .addOption(
                OptionSpec.builder("-c", CONFIG_FILE)
                    .type(String.class)
                    .paramLabel("FILE")
                    .description("TOML file with the configuration. Also: RESTATE_CONFIG.")
                    .build())
            .addOption(toggle(DUMP_CONFIG, "Print the effective configuration and end."))
            .addOption(toggle(PRODUCTION, "Use the defaults for production."))
            .addOption(toggle(NO_LOGO, "Print no logo at start."));
    for (Flag flag : Flag.ALL) {
      spec.addOption(
          OptionSpec.builder(flag.name())
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity(flag.path().equals("roles") ? "1..*" : "1")
              .paramLabel(flag.label())
              .description(flag.help())
              .build());
    }
    spec.usageMessage()
        .customSynopsis("restate-server [OPTIONS]")
        .header("A durable-execution server.")
        .footer("Every key of the configuration file can also be given as an environment variable, for example",
            "RESTATE_WORKER__INVOKER__ABORT_TIMEOUT=5m. See docs/configuration.md.")
        .sortOptions(false);
    return spec.addOption(toggle(MIGRATION, "Run admin and metadata server only."))
        .addOption(toggle("-h", HELP, "Print this help and end."))
        .addOption(toggle("-V", VERSION, "Print the version and end."));
  }

  private static OptionSpec toggle(String name, String help) {
    return OptionSpec.builder(name).arity("0").type(Boolean.class).description(help).build();
  }

  private static OptionSpec toggle(String shortName, String name, String help) {
    return OptionSpec.builder(shortName, name).arity("0").type(Boolean.class).description(help).build();
  }
}
