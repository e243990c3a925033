package dev.restatevertx.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads environment variables: {@code RESTATE_WORKER__INVOKER__ABORT_TIMEOUT} is {@code worker.invoker.abort-timeout}.
 * Some variables that other programs use too stand for a key each, and come before the former in precedence.
 */
final class EnvironmentSource {
  /** The variable with the path of the configuration file. */
  static final String CONFIG_FILE = "RESTATE_CONFIG";

  private static final String PREFIX = "RESTATE_";

  /**
   * Variables of the command line tools, of the start script and of Kubernetes, which are none of the server's
   * business.
   */
  private static final Set<String> FOREIGN =
      Set.of(
          CONFIG_FILE,
          "RESTATE_ADMIN_URL",
          "RESTATE_INGRESS_URL",
          "RESTATE_HOST",
          "RESTATE_HOST_SCHEME",
          "RESTATE_AUTH_TOKEN",
          "RESTATE_ENVIRONMENT",
          "RESTATE_CLI_CONFIG_HOME",
          "RESTATE_CLI_CONFIG",
          "RESTATE_EDITOR",
          "RESTATE_JAVA_OPTS",
          "RESTATE_PORT",
          "RESTATE_SERVICE_HOST",
          "RESTATE_SERVICE_PORT");

  private static final Map<String, String> COMMON =
      Map.of(
          "HTTP_PROXY", "worker.invoker.http-proxy",
          "NO_PROXY", "worker.invoker.no-proxy",
          "AWS_EXTERNAL_ID", "worker.invoker.aws-assume-role-external-id",
          "MEMORY_LIMIT", "rocksdb-total-memory-size");

  private EnvironmentSource() {}

  /** The common variables, which any key given otherwise overrides. */
  static Source common(Map<String, String> environment) {
    Source source = new Source();
    new TreeMap<>(COMMON).forEach((name, path) -> put(source, environment, name, path));
    String doNotTrack = environment.getOrDefault("DO_NOT_TRACK", "");
    if (!doNotTrack.isEmpty() && !doNotTrack.equals("0") && !doNotTrack.equals("false")) {
      source.put("disable-telemetry", new RawValue(true, doNotTrack, Origin.variable("DO_NOT_TRACK")));
    }
    return source;
  }

  /** The variables that are named after keys, and {@code RUST_LOG}, by which people are used to set the log filter. */
  static Source own(Map<String, String> environment) {
    Source source = new Source();
    for (String name : new TreeMap<>(environment).keySet()) {
      if (name.startsWith(PREFIX) && !FOREIGN.contains(name) && !isOfKubernetes(name)) {
        put(source, environment, name, pathOf(name));
      }
    }
    put(source, environment, "RUST_LOG", "log-filter");
    return source;
  }

  private static void put(Source source, Map<String, String> environment, String name, String path) {
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      source.put(path, ValueText.parse(value, Origin.variable(name)));
    }
  }

  /** Kubernetes sets these in every pod beside a service named {@code restate}. */
  private static boolean isOfKubernetes(String name) {
    return name.startsWith("RESTATE_PORT_") || name.startsWith("RESTATE_SERVICE_PORT_");
  }

  private static String pathOf(String name) {
    return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".").replace('_', '-');
  }
}
