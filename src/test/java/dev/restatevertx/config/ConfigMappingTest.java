package dev.restatevertx.config;

import static dev.restatevertx.config.ConfigFixture.MACHINE;
import static dev.restatevertx.config.ConfigFixture.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Backoff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigMappingTest {
  /** Keys with one permitted value, and the type of a policy, which decides about other keys. */
  private static final Set<String> ONE_VALUE = Set.of("metadata-client.type", "bifrost.default-provider");

  /** Not in the file, as the dump would not show them; another test has them. */
  private static final Set<String> SECRETS = Set.of("secretAccessKey", "sessionToken");

  private static LoadedConfig all() throws IOException {
    try (var in =
        Objects.requireNonNull(ConfigMappingTest.class.getResourceAsStream("/config/all-keys.toml"))) {
      return ConfigFixture.toml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyKeyIsReadAndShown() throws IOException {
    LoadedConfig all = all();
    assertTrue(all.warnings().isEmpty(), () -> "" + all.warnings());
    Map<String, String> shown = ConfigFixture.byPath(all.dump());
    Map<String, String> defaults = ConfigFixture.byPath(ConfigFixture.toml().dump());
    defaults.forEach(
        (path, value) -> {
          if (!ONE_VALUE.contains(path) && !path.endsWith("policy.type")) {
            assertNotEquals(value, shown.get(path), path);
          }
        });
    assertTrue(shown.size() > defaults.size() + 80, () -> shown.size() + " keys");
  }

  @Test
  void everyPartOfTheRecordsIsReached() throws IOException {
    NodeConfig all = all().config();
    NodeConfig defaults = ConfigLoader.defaults(MACHINE);
    assertDifferent("", defaults, all);
  }

  @Test
  void theDumpIsReadBackAsTheSameConfiguration() throws IOException {
    for (LoadedConfig loaded : List.of(all(), ConfigFixture.toml())) {
      LoadedConfig again = ConfigLoader.fromToml(loaded.dump(), "dump.toml", MACHINE);
      assertEquals(loaded.dump(), again.dump());
      assertEquals(withoutReasons(loaded.config()), withoutReasons(again.config()));
      assertTrue(again.warnings().isEmpty(), () -> "" + again.warnings());
    }
  }

  @Test
  void valuesReachTheirRecords() throws IOException {
    NodeConfig all = all().config();
    assertEquals(new ReplicationProperty(3, OptionalInt.of(2), OptionalInt.of(2)), all.defaultReplication());
    assertEquals(Set.of(Role.WORKER, Role.LOG_SERVER), all.roles());
    assertEquals("127.0.0.3", all.fabric().listen().bindHost());
    assertEquals(7002, all.fabric().listen().bindPort());
    assertEquals("http://me:7003/", all.fabric().listen().advertised(1).toString());
    assertEquals(ListenMode.UNIX, all.ingress().listen().mode());
    assertEquals(Optional.of(new HostPort("0.0.0.0", 9071)), all.admin().query().pgsql());
    assertEquals(
        List.of(new KafkaClusterConfig("k", List.of("b1:9092", "b2:9092"), sequenced("client.id", "x"))),
        all.ingress().kafkaClusters());
    assertEquals(new RateLimit(7 / 60.0, OptionalInt.of(8)), all.admin().query().rateLimit().orElseThrow());
    assertEquals(
        Optional.of(new Backoff.FixedDelay(Duration.ofSeconds(3), OptionalInt.of(4))),
        all.bifrost().replicatedLoglet().sequencerRetryPolicy());
    assertEquals(Optional.of(new Backoff.None()), all.bifrost().replicatedLoglet().logServerRetryPolicy());
    assertEquals(sequenced("x-team", "a", "x.dotted", "b"), all.tracing().headers());
    assertEquals(Map.of("x-restate-cluster-name", "other"), all.worker().invoker().additionalRequestHeaders());
  }

  @Test
  void oneKeyOfAPolicyKeepsTheOthers() {
    Backoff policy =
        ConfigFixture.toml("[bifrost]", "read-retry-policy = { max-attempts = \"unlimited\" }")
            .config()
            .bifrost()
            .readRetryPolicy();
    assertEquals(
        new Backoff.Exponential(Duration.ofMillis(50), 2, OptionalInt.empty(), Optional.of(Duration.ofSeconds(1))),
        policy);
  }

  @Test
  void topLevelKeysAreDefaultsOfTheSections() {
    NodeConfig config =
        ConfigFixture.toml(
                "rocksdb-block-size = \"8.0 KiB\"",
                "listen-mode = \"tcp\"",
                "bind-ip = \"127.0.0.1\"",
                "use-random-ports = true",
                "request-identity-private-key-pem-file = \"/k.pem\"",
                "additional-request-headers = { x-a = \"1\" }",
                "[networking]",
                "message-size-limit = \"8.0 MiB\"",
                "[log-server]",
                "rocksdb-block-size = \"16.0 KiB\"",
                "[admin]",
                "listen-mode = \"all\"",
                "bind-port = 9000")
            .config();
    assertEquals(8 << 10, config.worker().storage().blockSize());
    assertEquals(16 << 10, config.logServer().storage().blockSize());
    assertEquals(ListenMode.TCP, config.ingress().listen().mode());
    assertEquals(ListenMode.ALL, config.admin().listen().mode());
    assertEquals(0, config.ingress().listen().bindPort());
    assertEquals(9000, config.admin().listen().bindPort());
    assertEquals("127.0.0.1", config.admin().listen().bindHost());
    assertEquals(8 * MIB, config.worker().invoker().messageSizeLimit());
    assertEquals(8 * MIB, config.ingress().requestSizeLimit());
    assertEquals(8 * MIB, config.bifrost().recordSizeLimit());
    assertEquals("/k.pem", config.worker().invoker().requestIdentityKey().orElseThrow().toString());
    assertEquals("1", config.worker().invoker().additionalRequestHeaders().get("x-a"));
    assertEquals("localcluster", config.worker().invoker().additionalRequestHeaders().get("x-restate-cluster-name"));
  }

  @Test
  void secretsAreNotShown() {
    LoadedConfig loaded =
        ConfigFixture.toml("[worker.snapshots]", "aws-secret-access-key = \"hush\"", "aws-session-token = \"hush\"");
    assertTrue(!loaded.dump().contains("hush"), loaded::dump);
    assertTrue(!loaded.config().toString().contains("hush"));
    assertEquals(Optional.of("hush"), loaded.config().worker().snapshots().credentials().secretAccessKey());
  }

  private static SequencedMap<String, String> sequenced(String... pairs) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static NodeConfig withoutReasons(NodeConfig config) {
    SizingConfig s = config.sizing();
    return ConfigRecords.with(
        config,
        "sizing",
        new SizingConfig(
            s.memoryBudget(), s.recommendedMaxHeap(), s.directMemory(), s.eventLoops(), s.workerThreads(), List.of()));
  }

  private static void assertDifferent(String path, Object a, Object b) {
    if (!a.getClass().isRecord() || !a.getClass().equals(b.getClass()) || a instanceof Backoff) {
      assertNotEquals(a, b, path);
      return;
    }
    Arrays.stream(a.getClass().getRecordComponents())
        .filter(part -> !SECRETS.contains(part.getName()))
        .forEach(
            part ->
                assertDifferent(
                    path + "." + part.getName(), ConfigRecords.get(a, part), ConfigRecords.get(b, part)));
  }
}
