package dev.restatevertx.config;

import static dev.restatevertx.config.BackoffSection.exponential;

import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.Partitioning;
import dev.restatevertx.base.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The top level of the configuration, and through it all of it. */
final class RootSection {
  private static final Type<List<Role>> ROLES =
      Types.listOf(Type.of(RootSection::role, role -> Types.quoted(role.configName())));
  private static final Type<String> NAME =
      pattern("[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, \".\", \"_\" and \"-\"");
  private static final Type<String> LOCATION =
      pattern("([^\\s.]+(\\.[^\\s.]+)?)?", "\"<region>[.<zone>]\" without spaces");
  private static final Type<ReplicationProperty> REPLICATION =
      Type.of(RootSection::replication, RootSection::replicationToml);
  private static final Type<OnMaxAttempts> ON_MAX_ATTEMPTS =
      Type.of(RootSection::onMaxAttempts, o -> Types.quoted(o.name().toLowerCase(Locale.ROOT)));

  private final Section root;
  private final Machine machine;
  private final boolean production;
  private final List<String> remarks;

  // What deserves a line in the log is added to the remarks.
  RootSection(Section root, Machine machine, boolean production, List<String> remarks) {
    this.root = root;
    this.machine = machine;
    this.production = production;
    this.remarks = remarks;
  }

  NodeConfig read() {
    Set<Role> roles = roles();
    String nodeName = root.get("node-name", NAME, machine.hostName());
    String clusterName = root.get("cluster-name", NAME, "localcluster");
    Path baseDir = root.get("base-dir", Types.PATH, Path.of("restate-data")).toAbsolutePath().normalize();
    Sizing sizing = new Sizing(root, machine);
    RocksDbTotals rocksDb = rocksDb(sizing);
    StoreBudgets budgets = new StoreBudgets(root, roles, rocksDb, sizing);
    ListenSection listen = new ListenSection(root, baseDir.resolve(nodeName), machine);
    DoorSections doors = new DoorSections(root, listen, sizing);
    LogSections logs = new LogSections(root, sizing);
    Section later = root.later();
    boolean autoProvision = root.get("auto-provision", Types.SWITCH, !production);
    int partitions = root.get("default-num-partitions", Types.integer(1, Partitioning.MAX_PARTITIONS), 24);
    ReplicationProperty replication =
        root.get("default-replication", REPLICATION, ReplicationProperty.ofNodes(1));
    Duration shutdownTimeout = root.get("shutdown-timeout", Types.POSITIVE_DURATION, Duration.ofMinutes(1));
    LoggingConfig logging = logging();
    TracingConfig tracing = tracing(later);
    FabricConfig fabric = doors.fabric();
    long messageSizeLimit = fabric.messageSizeLimit();
    return new NodeConfig(
        nodeName,
        clusterName,
        root.get("location", LOCATION, ""),
        root.findCount("force-node-id"),
        baseDir,
        roles,
        autoProvision,
        partitions,
        replication,
        shutdownTimeout,
        later.get("initialization-timeout", Types.POSITIVE_DURATION, Duration.ofMinutes(5)),
        later.get("hlc-max-drift", Types.DURATION, Duration.ofSeconds(5)),
        root.get("disable-prometheus", Types.SWITCH, false),
        later.get("disable-telemetry", Types.SWITCH, true),
        BackoffSection.read(
            root.section("network-error-retry-policy").later(), exponential(10, 2, OptionalInt.of(15), 5000)),
        fabric,
        doors.ingress(messageSizeLimit),
        doors.admin(),
        WorkerSection.read(
            root.section("worker"), root, sizing, clusterName, messageSizeLimit, budgets.worker()),
        logs.bifrost(messageSizeLimit),
        logs.logServer(budgets.logServer()),
        logs.metadataServer(budgets.metadataServer()),
        doors.metadataClient(messageSizeLimit),
        gossip(later),
        invocationDefaults(),
        logging,
        tracing,
        features(later),
        rocksDb,
        sizing.toConfig());
  }

  private Set<Role> roles() {
    List<Role> given = root.get("roles", ROLES, List.of(Role.values()));
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(given);
    if (roles.isEmpty()) {
      root.error("roles", "expected at least one of " + Types.namesOf(List.of(Role.values())) + ", but got none");
    }
    boolean implicit = root.section("worker").peek("implicit-ingress", Types.SWITCH).orElse(true);
    if (implicit && roles.contains(Role.WORKER) && roles.add(Role.HTTP_INGRESS)) {
      remarks.add(
          "role worker implies role http-ingress, which roles does not name; worker.implicit-ingress = false turns that"
              + " off");
    }
    root.show("roles", ROLES, List.copyOf(roles));
    return Collections.unmodifiableSet(roles);
  }

  private RocksDbTotals rocksDb(Sizing sizing) {
    return new RocksDbTotals(
        root.get("rocksdb-total-memory-size", Types.BYTES, sizing.rocksDb()),
        root.get("rocksdb-total-memtables-ratio", Types.FRACTION, 0.6),
        root.later().get("rocksdb-max-write-rate-per-second", Types.BYTES, 7L << 30),
        root.later().get("rocksdb-perf-level", Types.oneOf(RocksDbPerfLevel.class), RocksDbPerfLevel.ENABLE_COUNT),
        root.later().findCount("rocksdb-high-priority-threads"),
        root.findCount("rocksdb-low-priority-threads"));
  }

  private LoggingConfig logging() {
    return new LoggingConfig(
        root.get("log-filter", Types.TEXT, "warn,restate=info"),
        root.get("log-format", Types.oneOf(LogFormat.class), LogFormat.PRETTY),
        root.get("log-disable-ansi-codes", Types.SWITCH, false));
  }

  private static TracingConfig tracing(Section section) {
    Optional<String> both = section.find("tracing-endpoint", Types.TEXT);
    return new TracingConfig(
        section.find("tracing-runtime-endpoint", Types.TEXT).or(() -> both),
        section.find("tracing-services-endpoint", Types.TEXT).or(() -> both),
        section.find("tracing-json-path", Types.TEXT),
        section.get("tracing-filter", Types.TEXT, "info"),
        section.getMap("tracing-headers", new LinkedHashMap<>()));
  }

  private static GossipConfig gossip(Section section) {
    return new GossipConfig(
        section.get("gossip-tick-interval", Types.POSITIVE_DURATION, Duration.ofMillis(100)),
        section.get("gossip-failure-threshold", Types.COUNT, 10),
        section.get("gossip-num-peers", Types.COUNT, 2),
        section.get("gossip-fd-stability-threshold", Types.COUNT, 3),
        section.get("gossip-suspect-interval", Types.DURATION, Duration.ofSeconds(5)),
        section.get("gossip-loneliness-threshold", Types.COUNT, 30),
        section.get("gossip-extras-exchange-frequency", Types.COUNT, 10),
        section.get("gossip-time-skew-threshold", Types.POSITIVE_DURATION, Duration.ofSeconds(1)));
  }

  private InvocationDefaults invocationDefaults() {
    Section policy = root.section("default-retry-policy");
    RetryPolicy retryPolicy =
        new RetryPolicy(
            policy.get("initial-interval", Types.POSITIVE_DURATION, Duration.ofMillis(500)),
            policy.get("exponentiation-factor", Types.FACTOR, 2.0),
            Optional.of(policy.get("max-interval", Types.POSITIVE_DURATION, Duration.ofMinutes(1))),
            policy.get("max-attempts", Types.LIMIT_OR_UNLIMITED, OptionalInt.of(70)),
            policy.get("on-max-attempts", ON_MAX_ATTEMPTS, OnMaxAttempts.PAUSE));
    return new InvocationDefaults(
        retryPolicy,
        root.findCount("max-retry-policy-max-attempts"),
        root.get("default-journal-retention", Types.DURATION, Duration.ofDays(1)),
        root.get("default-idempotency-retention", Types.DURATION, Duration.ofDays(1)),
        root.get("default-workflow-completion-retention", Types.DURATION, Duration.ofDays(1)),
        root.find("max-journal-retention", Types.DURATION),
        root.find("max-idempotency-retention", Types.DURATION),
        root.find("max-workflow-completion-retention", Types.DURATION));
  }

  private FeatureConfig features(Section later) {
    FeatureConfig features =
        new FeatureConfig(
            !root.find("disable-controlled-idempotent-sharding", Types.SWITCH).orElse(false),
            later.find("experimental-enable-vqueues", Types.SWITCH).orElse(false),
            later.find("experimental-enable-protocol-v7", Types.SWITCH).orElse(false));
    for (String name :
        List.of(
            "invoker-yield",
            "unique-random-seeds",
            "migrate-scoped-tables",
            "scoped-virtual-objects",
            "kafka-scope",
            "vqueues-migration-skip-completed")) {
      later.find("experimental-enable-" + name, Types.SWITCH);
    }
    later.find("disable-config-sql-table", Types.SWITCH);
    later.find("default-thread-stack-size", Types.BYTES);
    later.find("tokio-console-bind-address", Types.TEXT);
    return features;
  }

  private static Role role(RawValue raw) {
    for (Role role : Role.values()) {
      if (role.configName().equals(raw.value())) {
        return role;
      }
    }
    if ("metadata-store".equals(raw.value())) {
      return Role.METADATA_SERVER;
    }
    throw raw.expected("one of " + Types.namesOf(List.of(Role.values())));
  }

  private static OnMaxAttempts onMaxAttempts(RawValue raw) {
    return switch (raw.text()) {
      case "pause" -> OnMaxAttempts.PAUSE;
      case "kill" -> OnMaxAttempts.KILL;
      default -> throw raw.expected("one of \"pause\", \"kill\"");
    };
  }

  /** A number of nodes, or {@code {zone: 2, node: 3}} as text or table. */
  private static ReplicationProperty replication(RawValue raw) {
    String what = "a number of nodes or a property such as \"{zone: 2, node: 3}\"";
    Map<String, Integer> scopes = new LinkedHashMap<>();
    switch (raw.value()) {
      case Long n -> scopes.put("node", Types.COUNT.parse(raw));
      case Map<?, ?> table ->
          table.forEach((scope, n) -> scopes.put(String.valueOf(scope), Types.COUNT.parse(raw.part(n))));
      case String text when text.matches("\\{\\s*\\w+\\s*:\\s*\\d{1,5}(\\s*,\\s*\\w+\\s*:\\s*\\d{1,5})*\\s*}") -> {
        for (String part : text.replaceAll("[{}\\s]", "").split(",", -1)) {
          int colon = part.indexOf(':');
          scopes.put(part.substring(0, colon), Integer.valueOf(part.substring(colon + 1)));
        }
      }
      case String text when text.matches("\\d{1,5}") -> scopes.put("node", Integer.valueOf(text));
      default -> throw raw.expected(what);
    }
    Integer node = scopes.remove("node");
    OptionalInt zone = scope(scopes, "zone");
    OptionalInt region = scope(scopes, "region");
    boolean fits =
        node != null && node > 0 && zone.orElse(1) <= node && region.orElse(1) <= zone.orElse(node == null ? 1 : node);
    if (node == null || !fits || !scopes.isEmpty()) {
      throw raw.expected(what);
    }
    return new ReplicationProperty(node, zone, region);
  }

  private static OptionalInt scope(Map<String, Integer> scopes, String name) {
    Integer copies = scopes.remove(name);
    return copies == null ? OptionalInt.empty() : OptionalInt.of(copies);
  }

  private static String replicationToml(ReplicationProperty replication) {
    boolean nodesOnly = replication.zone().isEmpty() && replication.region().isEmpty();
    return nodesOnly ? "" + replication.node() : Types.quoted(replication.toString());
  }

  private static Type<String> pattern(String pattern, String what) {
    return Type.of(
        raw -> {
          String text = Types.TEXT.parse(raw);
          if (!text.matches(pattern)) {
            throw raw.expected(what);
          }
          return text;
        },
        Types::quoted);
  }
}
