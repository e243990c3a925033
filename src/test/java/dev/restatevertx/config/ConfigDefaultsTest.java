package dev.restatevertx.config;

import static dev.restatevertx.config.ConfigFixture.MACHINE;
import static dev.restatevertx.config.ConfigFixture.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
  /** The defaults are the original's, but for byte budgets and thread counts, which belong to the fixture's machine. */
  @Test
  void everyDefaultIsAsRecorded() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/config/defaults.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" = ", 2))
          .forEach(pair -> expected.put(pair[0], pair[1]));
    }
    expected.put("base-dir", "\"restate-data\"");
    LoadedConfig loaded = ConfigFixture.toml();
    Map<String, String> actual = ConfigFixture.byPath(loaded.dump());
    expected.forEach((path, value) -> assertEquals(value, actual.get(path), path));
    assertEquals(expected.keySet(), actual.keySet());
    assertTrue(loaded.warnings().isEmpty());
    assertTrue(loaded.remarks().isEmpty());
    assertTrue(loaded.notes().isEmpty());
  }

  @Test
  void defaultsReachTheRecords() {
    NodeConfig config = ConfigLoader.defaults(MACHINE);
    assertEquals("host-1", config.nodeName());
    assertEquals(Path.of("restate-data", "host-1").toAbsolutePath(), config.nodeDir());
    assertEquals(EnumSet.allOf(Role.class), config.roles());
    assertEquals(24, config.defaultNumPartitions());
    assertTrue(config.autoProvision());
    assertEquals(5122, config.fabric().listen().bindPort());
    assertEquals("::", config.ingress().listen().bindHost());
    assertEquals("http://127.0.0.1:8080/", config.ingress().listen().advertised(8080).toString());
    assertEquals(config.nodeDir().resolve("admin.sock"), config.admin().listen().unixSocket());
    assertEquals(Duration.ofMinutes(1), config.worker().invoker().inactivityTimeout());
    assertEquals(OptionalInt.of(70), config.invocationDefaults().retryPolicy().maxAttempts());
    assertTrue(config.features().controlledIdempotentSharding());
    assertFalse(config.logServer().disableWalFsync());
    assertEquals(
        Map.of("x-restate-cluster-name", "localcluster"), config.worker().invoker().additionalRequestHeaders());
  }

  @Test
  void sizesStayWithinTheBudget() {
    NodeConfig config = ConfigLoader.defaults(MACHINE);
    SizingConfig sizing = config.sizing();
    assertEquals(640 * MIB, sizing.memoryBudget());
    assertEquals(256 * MIB, sizing.recommendedMaxHeap());
    assertEquals(160 * MIB, config.rocksDb().totalMemorySize());
    assertTrue(
        sizing.recommendedMaxHeap() + sizing.directMemory() + config.rocksDb().totalMemorySize()
            <= sizing.memoryBudget() * 3 / 4);
    long stores =
        config.worker().storage().memoryBudget()
            + config.logServer().storage().memoryBudget()
            + config.metadataServer().storage().memoryBudget();
    assertTrue(stores <= config.rocksDb().memtables(), () -> stores + " of " + config.rocksDb().memtables());
  }

  @Test
  void sizesFollowTheMachine() {
    NodeConfig small = ConfigLoader.defaults(new Machine(1, 600 * MIB, "test", 120 * MIB, "h", false));
    assertEquals(300 * MIB, small.sizing().memoryBudget());
    assertEquals(120 * MIB, small.sizing().recommendedMaxHeap());
    assertEquals("0.0.0.0", small.fabric().listen().bindHost());
    NodeConfig large = ConfigLoader.defaults(new Machine(16, 65_536 * MIB, "test", 800 * MIB, "h", true));
    assertEquals((640 + 12 * 96) * MIB, large.sizing().memoryBudget());
    assertEquals(16, large.sizing().eventLoops());
    NodeConfig tiny = ConfigLoader.defaults(new Machine(1, 100 * MIB, "test", 60 * MIB, "h", true));
    assertEquals(256 * MIB, tiny.sizing().memoryBudget());
  }

  @Test
  void oneNumberChangesAllSizes() {
    NodeConfig config = ConfigFixture.toml("[sizing]", "memory-budget = \"2.0 GiB\"").config();
    assertEquals(819 * MIB, config.sizing().recommendedMaxHeap());
    assertEquals(512 * MIB, config.rocksDb().totalMemorySize());
    assertTrue(config.sizing().explain().get(1).contains("as configured"), () -> "" + config.sizing().explain());
  }

  @Test
  void memtablesAreSharedByTheRolesThatAreHere() {
    NodeConfig config = ConfigFixture.toml("roles = [\"log-server\"]").config();
    assertEquals(config.rocksDb().memtables(), config.logServer().storage().memoryBudget());
  }

  @Test
  void productionNodesDoNotProvisionByThemselves() {
    assertFalse(ConfigFixture.flags("--production").config().autoProvision());
    assertTrue(ConfigFixture.flags("--production", "--auto-provision", "true").config().autoProvision());
  }

  @Test
  void theExampleLoadsCleanlyAndChangesNoDefault() {
    Path example = Path.of("config", "single-node.toml");
    LoadedConfig loaded = ConfigFixture.flags("-c", example.toString(), "--node-name", "host-1");
    assertTrue(loaded.warnings().isEmpty(), () -> "" + loaded.warnings());
    assertTrue(loaded.remarks().isEmpty());
    assertTrue(loaded.notes().isEmpty(), () -> "" + loaded.notes());
    NodeConfig defaults = ConfigLoader.defaults(MACHINE);
    assertEquals(defaults, loaded.config());
  }
}
