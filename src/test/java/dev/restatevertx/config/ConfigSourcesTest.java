package dev.restatevertx.config;

import static dev.restatevertx.config.ConfigFixture.MACHINE;
import static dev.restatevertx.config.ConfigFixture.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSourcesTest {
  @Test
  void flagsBeatEnvironmentBeatsFileBeatsDefaults(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("a.toml"), "node-name = \"f\"\ncluster-name = \"f\"\nlocation = \"f\"\n");
    Map<String, String> environment =
        Map.of("RESTATE_CONFIG", file.toString(), "RESTATE_NODE_NAME", "e", "RESTATE_CLUSTER_NAME", "e");
    Arguments arguments = CommandLineParser.parse(List.of("--node-name=a"), environment);
    NodeConfig config = ConfigLoader.load(arguments, environment, MACHINE).config();
    assertEquals("a", config.nodeName());
    assertEquals("e", config.clusterName());
    assertEquals("f", config.location());
    assertEquals(24, config.defaultNumPartitions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[worker,admin]", "[\"worker\", \"admin\"]", "worker,admin", "['worker','admin']", "[ worker , admin ]"
      })
  void listsOfTheEnvironment(String text) {
    NodeConfig config = ConfigFixture.environment(Map.of("RESTATE_ROLES", text)).config();
    assertEquals(Set.of(Role.WORKER, Role.ADMIN, Role.HTTP_INGRESS), config.roles());
  }

  @Test
  void nestedKeysAndKindsOfTheEnvironment() {
    NodeConfig config =
        ConfigFixture.environment(
                Map.of(
                    "RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT", "0s",
                    "RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT", "unlimited",
                    "RESTATE_DEFAULT_NUM_PARTITIONS", "1",
                    "RESTATE_AUTO_PROVISION", "false",
                    "RESTATE_METADATA_CLIENT__ADDRESSES", "[http://a:5122,b:5122]",
                    "RESTATE_CLUSTER_NAME", "2026",
                    "RESTATE_WORKER__INVOKER__ADDITIONAL_REQUEST_HEADERS__X_A", "1",
                    "RESTATE_TRACING_HEADERS", "{ x-b = \"2\" }",
                    "RESTATE_DEFAULT_REPLICATION", "{zone: 2, node: 3}",
                    "RESTATE_BIFROST__READ_RETRY_POLICY", "{ type = \"none\" }"))
            .config();
    assertEquals(Duration.ZERO, config.worker().invoker().inactivityTimeout());
    assertEquals(OptionalInt.empty(), config.worker().invoker().concurrentInvocationsLimit());
    assertEquals(1, config.defaultNumPartitions());
    assertEquals(false, config.autoProvision());
    assertEquals("[http://a:5122/, http://b:5122/]", config.metadataClient().addresses().toString());
    assertEquals("2026", config.clusterName());
    assertEquals("1", config.worker().invoker().additionalRequestHeaders().get("x-a"));
    assertEquals(Map.of("x-b", "2"), config.tracing().headers());
    assertEquals("{zone: 2, node: 3}", config.defaultReplication().toString());
    assertEquals(new Backoff.None(), config.bifrost().readRetryPolicy());
  }

  @Test
  void commonVariables() {
    Map<String, String> environment =
        Map.of(
            "RUST_LOG", "debug",
            "RESTATE_LOG_FILTER", "info",
            "HTTP_PROXY", "http://p:1",
            "NO_PROXY", "localhost",
            "MEMORY_LIMIT", "300MB",
            "AWS_EXTERNAL_ID", "x",
            "DO_NOT_TRACK", "1");
    LoadedConfig loaded = ConfigFixture.environment(environment);
    assertEquals("debug", loaded.config().logging().filter());
    assertEquals(Optional.of("http://p:1"), loaded.config().worker().invoker().httpProxy());
    assertEquals(Optional.of("localhost"), loaded.config().worker().invoker().noProxy());
    assertEquals(Optional.of("x"), loaded.config().worker().invoker().awsAssumeRoleExternalId());
    assertEquals(300_000_000, loaded.config().rocksDb().totalMemorySize());
    assertTrue(loaded.warnings().isEmpty());
  }

  @Test
  void unknownVariablesAreWarnedAboutAndForeignOnesAreNot() {
    LoadedConfig loaded =
        ConfigFixture.environment(
            Map.of(
                "RESTATE_CLUSTR_NAME", "x",
                "RESTATE_INGRESS_URL", "http://x",
                "RESTATE_ADMIN_URL", "http://x",
                "RESTATE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "RESTATE_SERVICE_HOST", "10.0.0.1",
                "RESTATE_EMPTY", "",
                "OTHER", "x"));
    assertEquals(
        List.of(
            "environment variable RESTATE_CLUSTR_NAME: clustr-name is no known key and is ignored; did you mean"
                + " cluster-name?"),
        loaded.warnings());
  }

  @Test
  void everyFlagReachesItsKey() {
    NodeConfig config =
        ConfigFixture.flags(
                "--listen-mode", "tcp",
                "--use-random-ports=true",
                "--advertised-host", "me",
                "--bind-ip", "127.0.0.9",
                "--bind-port", "6000",
                "--roles", "worker,admin",
                "--roles=log-server",
                "--location", "eu.a",
                "--force-node-id", "3",
                "--cluster-name", "c",
                "--auto-provision", "false",
                "--base-dir", "/d",
                "--metadata-store-address", "m:5122",
                "--default-num-partitions", "4",
                "--shutdown-timeout", "5s",
                "--tracing-endpoint", "http://t",
                "--tracing-filter", "debug",
                "--log-filter", "error",
                "--log-format", "json",
                "--log-disable-ansi-codes", "true")
            .config();
    assertEquals(ListenMode.TCP, config.admin().listen().mode());
    assertEquals(0, config.admin().listen().bindPort());
    assertEquals("me", config.fabric().listen().advertisedHost());
    assertEquals("127.0.0.9", config.fabric().listen().bindHost());
    assertEquals(6000, config.fabric().listen().bindPort());
    assertEquals(Set.of(Role.WORKER, Role.ADMIN, Role.LOG_SERVER, Role.HTTP_INGRESS), config.roles());
    assertEquals("eu.a", config.location());
    assertEquals(OptionalInt.of(3), config.forceNodeId());
    assertEquals("c", config.clusterName());
    assertEquals(Path.of("/d"), config.baseDir());
    assertEquals("[http://m:5122/]", config.metadataClient().addresses().toString());
    assertEquals(4, config.defaultNumPartitions());
    assertEquals(Duration.ofSeconds(5), config.shutdownTimeout());
    assertEquals(Optional.of("http://t"), config.tracing().runtimeEndpoint());
    assertEquals(new LoggingConfig("error", LogFormat.JSON, true), config.logging());
    assertEquals("1.2.3.4", ConfigFixture.flags("--bind-address", "1.2.3.4:5").config().fabric().listen().bindHost());
  }

  @Test
  void switchesAndHelp() {
    Arguments arguments =
        CommandLineParser.parse(
            List.of("--dump-config", "--no-logo", "--production", "--metadata-migration-mode", "-h", "-V"), Map.of());
    assertTrue(arguments.dumpConfig() && arguments.noLogo() && arguments.production());
    assertTrue(arguments.metadataMigrationMode() && arguments.help() && arguments.version());
    String usage = CommandLineParser.usage();
    Flag.ALL.forEach(flag -> assertTrue(usage.contains(flag.name()), flag::name));
    assertTrue(usage.contains("--config-file") && usage.contains("--dump-config"));
  }

  @Test
  void wrongFlags() {
    assertEquals(
        List.of("command line: Unknown option: '--foo'; --help lists what there is"),
        assertThrows(ConfigException.class, () -> ConfigFixture.flags("--foo")).errors());
    assertEquals(
        List.of("flag --bind-port: bind-port: expected a whole number from 0 to 65535, but got \"x\""),
        assertThrows(ConfigException.class, () -> ConfigFixture.flags("--bind-port", "x")).errors());
    assertThrows(ConfigException.class, () -> ConfigFixture.flags("--bind-port"));
  }

  @Test
  void memoryLimitOfTheControlGroup(@TempDir Path root) throws IOException {
    write(root.resolve("proc/meminfo"), "MemTotal:       16000000 kB\nMemFree: 1 kB\n");
    write(root.resolve("proc/sys/kernel/hostname"), "box\n");
    Machine bare = Machine.detect(root, 2, 100);
    assertEquals(16_000_000L * 1024, bare.memory());
    assertEquals("physical memory", bare.memorySource());
    assertEquals("box", bare.hostName());
    assertEquals(false, bare.ipv6());

    write(root.resolve("proc/self/cgroup"), "0::/a/b\n");
    write(root.resolve("sys/fs/cgroup/a/b/memory.max"), "max\n");
    write(root.resolve("sys/fs/cgroup/a/memory.max"), 512 * MIB + "\n");
    write(root.resolve("proc/net/if_inet6"), "00000000000000000000000000000001 01 80 10 80 lo\n");
    Machine limited = Machine.detect(root, 2, 100);
    assertEquals(512 * MIB, limited.memory());
    assertTrue(limited.memorySource().endsWith("sys/fs/cgroup/a/memory.max"), limited::memorySource);
    assertTrue(limited.ipv6());

    write(root.resolve("proc/self/cgroup"), "5:cpu:/x\n4:memory:/docker/1\n0::/\n");
    write(root.resolve("sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes"), "1000000000\n");
    assertEquals(1_000_000_000, Machine.detect(root, 2, 100).memory());
    write(root.resolve("sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes"), "9223372036854771712\n");
    assertEquals("physical memory", Machine.detect(root, 2, 100).memorySource());
  }

  @Test
  void thisMachineCanBeDetected() {
    Machine machine = Machine.detect();
    assertTrue(machine.memory() > 0 && machine.cores() > 0 && !machine.hostName().isEmpty());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
