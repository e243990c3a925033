package dev.restatevertx.config;

import static dev.restatevertx.config.BackoffSection.exponential;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** {@code [networking]}, {@code [ingress]} and {@code [admin]} with their addresses. */
final class DoorSections {
  private static final int FABRIC_PORT = 5122;
  private static final int INGRESS_PORT = 8080;
  private static final int ADMIN_PORT = 9070;
  private static final Type<List<KafkaClusterConfig>> KAFKA_CLUSTERS =
      Types.listOf(Type.of(DoorSections::kafkaCluster, DoorSections::kafkaClusterToml));

  private final Section root;
  private final ListenSection listen;
  private final Sizing sizing;

  DoorSections(Section root, ListenSection listen, Sizing sizing) {
    this.root = root;
    this.listen = listen;
    this.sizing = sizing;
  }

  FabricConfig fabric() {
    Section section = root.section("networking");
    Section later = section.later();
    return new FabricConfig(
        listen.read(root, "fabric", FABRIC_PORT),
        later.get("connect-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(3)),
        later.get("handshake-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(3)),
        later.get("http2-keep-alive-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(1)),
        later.get("http2-keep-alive-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(3)),
        later.get("http2-adaptive-window", Types.SWITCH, true),
        later.get("disable-compression", Types.SWITCH, false),
        later.get("data-stream-window-size", Types.BYTES, Sizing.mebibytes(2)),
        section.get("message-size-limit", Types.BYTES, Sizing.mebibytes(32)),
        later.get("fabric-memory-limit", Types.BYTES, sizing.heapShare(8, Sizing.mebibytes(32))),
        BackoffSection.read(
            section.section("connect-retry-policy").later(), exponential(250, 2, OptionalInt.of(10), 3000)));
  }

  IngressConfig ingress(long messageSizeLimit) {
    Section section = root.section("ingress");
    return new IngressConfig(
        listen.read(section, "ingress", INGRESS_PORT),
        section.findCount("concurrent-api-requests-limit"),
        section.later().findCount("http2-max-concurrent-streams"),
        section.get("request-size-limit", Types.BYTES, messageSizeLimit),
        section.get("request-memory-limit", Types.BYTES, sizing.heapShare(4, messageSizeLimit)),
        section.later().get("kafka-clusters", KAFKA_CLUSTERS, List.of()),
        WorkerSection.ingestion(section.section("ingestion").later(), Sizing.mebibytes(1)));
  }

  AdminConfig admin() {
    Section section = root.section("admin");
    Section query = section.section("query-engine");
    return new AdminConfig(
        listen.read(section, "admin", ADMIN_PORT),
        section.find("advertised-ingress-endpoint", Types.ADDRESS),
        section.findCount("concurrent-api-requests-limit"),
        section.find("deployment-routing-headers", Types.TEXTS).orElse(List.of()),
        section.later().get("heartbeat-interval", Types.POSITIVE_DURATION, Duration.ofMillis(1500)),
        section.later().get("disable-web-ui", Types.SWITCH, false),
        section.later().find("disable-cluster-controller", Types.SWITCH).orElse(false),
        new QueryConfig(
            query.later().get("memory-size", Types.BYTES, sizing.heapShare(8, Sizing.mebibytes(16))),
            query.later().find("tmp-dir", Types.TEXT),
            query.later().findCount("query-parallelism"),
            RateLimitSection.find(query.later(), "rate-limiting"),
            query.later().find("pgsql-bind-address", Types.HOST_PORT)));
  }

  MetadataClientConfig metadataClient(long messageSizeLimit) {
    Section section = root.section("metadata-client");
    section.get("type", SupportedOnly.METADATA_CLIENT, "replicated");
    List<URI> addresses = section.later().get("addresses", Types.ADDRESSES, List.of());
    Section later = section.later();
    return new MetadataClientConfig(
        addresses,
        later.get("connect-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(3)),
        later.get("keep-alive-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(5)),
        later.get("keep-alive-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(5)),
        section.get("message-size-limit", Types.BYTES, messageSizeLimit),
        BackoffSection.read(
            section.section("backoff-policy").later(), exponential(100, 1.4, OptionalInt.of(10), 1000)),
        root.later().get("metadata-update-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(10)),
        root.later().get("metadata-fetch-from-peer-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(3)));
  }

  private static KafkaClusterConfig kafkaCluster(RawValue raw) {
    if (!(raw.value() instanceof Map<?, ?> map) || !map.containsKey("name") || !map.containsKey("brokers")) {
      throw raw.expected("a table with name and brokers");
    }
    SequencedMap<String, String> options = new LinkedHashMap<>();
    map.forEach((name, value) -> options.put(String.valueOf(name), String.valueOf(value)));
    options.remove("name");
    options.remove("brokers");
    List<String> brokers = new ArrayList<>();
    Types.parts(raw.part(map.get("brokers"))).forEach(part -> brokers.add(Types.TEXT.parse(part)));
    return new KafkaClusterConfig(String.valueOf(map.get("name")), List.copyOf(brokers), options);
  }

  private static String kafkaClusterToml(KafkaClusterConfig cluster) {
    String options =
        cluster.options().entrySet().stream()
            .map(e -> ", " + Types.quoted(e.getKey()) + " = " + Types.quoted(e.getValue()))
            .collect(Collectors.joining());
    return "{ name = " + Types.quoted(cluster.name()) + ", brokers = " + Types.TEXTS.toToml(cluster.brokers()) + options
        + " }";
  }
}
