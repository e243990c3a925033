package dev.restatevertx.config;

import java.util.List;

/**
 * A flag of the command line that gives a value for a key.
 *
 * @param name with its two dashes
 * @param path of the key
 * @param label of the value in the help
 * @param help one sentence
 */
record Flag(String name, String path, String label, String help) {
  static final List<Flag> ALL =
      List.of(
          of("listen-mode", "MODE", "Listen on unix sockets, tcp sockets, or all."),
          of("use-random-ports", "BOOL", "Listen on free ports instead of the default ones."),
          of("advertised-host", "HOST", "Host name by which others reach this node."),
          of("bind-ip", "IP", "Address of the local interface to listen on."),
          of("bind-port", "PORT", "Port for node-to-node communication (fabric). Default: 5122."),
          of("roles", "ROLE", "What this node does: http-ingress, admin, worker, log-server, metadata-server; separated"
              + " by commas, or repeated. Default: all."),
          of("node-name", "NAME", "Unique name of this node; also names its data directory. Default: the host name."),
          of("location", "LOCATION", "Where the node is: <region>[.<zone>]."),
          of("force-node-id", "ID", "Insist on this node id."),
          of("cluster-name", "NAME", "Name of the cluster, the same on all of its nodes. Default: localcluster."),
          of("auto-provision", "BOOL", "Whether this node may provision a new cluster. Default: true, with --production"
              + " false."),
          of("base-dir", "DIR", "Directory for the data of nodes. Default: restate-data."),
          new Flag("--metadata-store-address", "metadata-client.addresses", "URL", "Address of a metadata server."),
          of("bind-address", "HOST:PORT", "Address for the fabric to listen on, instead of bind-ip and bind-port."),
          of("advertised-address", "URL", "Address by which other nodes reach this node's fabric."),
          of("default-num-partitions", "N", "Number of partitions of a new cluster. Default: 24."),
          of("shutdown-timeout", "DURATION", "Time for an orderly stop. Default: 1m."),
          of("tracing-endpoint", "URL", "OTLP endpoint for traces."),
          of("tracing-runtime-endpoint", "URL", "OTLP endpoint for the server's own traces."),
          of("tracing-services-endpoint", "URL", "OTLP endpoint for the traces of invocations."),
          of("tracing-json-path", "DIR", "Directory for trace files."),
          of("tracing-filter", "FILTER", "Which spans to export. Default: info."),
          of("log-filter", "FILTER", "What to log. Default: warn,restate=info."),
          of("log-format", "FORMAT", "How to log: pretty, compact or json. Default: pretty."),
          of("log-disable-ansi-codes", "BOOL", "Log without colours. Default: false."));

  private static Flag of(String path, String label, String help) {
    return new Flag("--" + path, path, label, help);
  }

  static String pathOf(String name) {
    return ALL.stream().filter(flag -> flag.name.equals(name)).findFirst().orElseThrow().path;
  }
}
