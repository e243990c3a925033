package dev.restatevertx.config;

import static dev.restatevertx.config.ConfigFixture.errors;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorsTest {
  @Test
  void allBadValuesAreReportedWithTheirPlaces() {
    assertEquals(
        List.of(
            "node.toml:1: roles: expected one of \"http-ingress\", \"admin\", \"worker\", \"log-server\","
                + " \"metadata-server\", but got \"boss\"",
            "node.toml:2: default-num-partitions: expected a whole number from 1 to 65535, but got 0",
            "node.toml:3: shutdown-timeout: expected a duration such as \"1s 500ms\" or \"PT1M\", but got \"soon\"",
            "node.toml:5: worker.cleanup-interval: expected a duration above zero, but got \"0s\"",
            "node.toml:7: worker.invoker.message-size-limit: expected a byte size such as \"64.0 KiB\" or 1024, but got"
                + " true"),
            errors(
                "roles = [\"worker\", \"boss\"]",
                "default-num-partitions = 0",
                "shutdown-timeout = \"soon\"",
                "[worker]",
                "cleanup-interval = \"0s\"",
                "[worker.invoker]",
                "message-size-limit = true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node-name = 'a/b'|node-name: expected letters, digits, \".\", \"_\" and \"-\", but got \"a/b\"",
        "node-name = 5|node-name: expected text in quotes, but got 5",
        "auto-provision = 'yes'|auto-provision: expected true or false, but got \"yes\"",
        "rocksdb-total-memtables-ratio = 1.5|rocksdb-total-memtables-ratio: expected a number from 0.0 to 1.0, but got"
            + " 1.5",
        "bind-port = 70000|bind-port: expected a whole number from 0 to 65535, but got 70000",
        "bind-address = '::5122'|bind-address: expected host and port such as \"0.0.0.0:5122\" or \"[::]:5122\", but"
            + " got \"::5122\"",
        "advertised-address = ''|advertised-address: expected an address such as \"http://host:5122\", but got \"\"",
        "default-replication = '{zone: 3, node: 2}'|default-replication: expected a number of nodes or a property such"
            + " as \"{zone: 2, node: 3}\", but got \"{zone: 3, node: 2}\"",
        "roles = []|roles: expected at least one of \"http-ingress\", \"admin\", \"worker\", \"log-server\","
            + " \"metadata-server\", but got none",
        "worker = 5|worker: expected a table, but got 5",
        "cluster-name = { a = 1 }|cluster-name: expected text in quotes, but got {a = 1}",
        "worker.durability-mode = 'x'|worker.durability-mode: expected one of \"none\", \"balanced\","
            + " \"snapshot-and-replica-set\", \"replica-set-only\", \"snapshot-only\", but got \"x\"",
        "bifrost.replicated-loglet.rpc-timeout = '2m..1m'|bifrost.replicated-loglet.rpc-timeout: expected a range that"
            + " begins with the shorter duration, but got \"2m..1m\"",
        "worker.invoker.invocation-throttling.rate = '0/s'|worker.invoker.invocation-throttling.rate: expected a rate"
            + " such as \"100/s\", \"500/minute\" or \"1000/hour\", but got \"0/s\"",
        "ingress.kafka-clusters = [{ name = 'a' }]|ingress.kafka-clusters: expected a table with name and brokers, but"
            + " got {name = \"a\"}",
        "default-journal-retention = '1 month'|default-journal-retention: expected a duration such as \"1s 500ms\" or"
            + " \"PT1M\", but got \"1 month\"; months and years have no fixed length, write days instead"
      })
  void expectations(String line, String message) {
    assertEquals(List.of("node.toml:1: " + message), errors(line.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource({
    "metadata-client.type, etcd",
    "metadata-client.type, object-store",
    "metadata-client.type, dynamo-db",
    "metadata-store-client.type, etcd",
    "metadata-server.type, etcd",
    "bifrost.default-provider, local",
    "bifrost.default-provider, in-memory"
  })
  void whatIsNotSupportedSaysWhatIs(String key, String value) {
    List<String> errors = errors(key + " = \"" + value + "\"");
    assertEquals(1, errors.size());
    assertTrue(errors.getFirst().contains("expected \"replicated\" ("), errors::toString);
    assertTrue(errors.getFirst().endsWith("but got \"" + value + "\""), errors::toString);
  }

  @Test
  void filesThatCannotBeRead(@TempDir Path dir) throws IOException {
    assertTrue(errors("a = [").getFirst().startsWith("node.toml:1: expected TOML, but "));
    assertTrue(errors("a = 1", "a = 2").getFirst().startsWith("node.toml:2: expected TOML, but "));
    Path missing = dir.resolve("missing.toml");
    assertEquals(
        List.of(missing + ": expected the configuration file there, but there is none"),
        assertThrows(ConfigException.class, () -> ConfigFixture.flags("-c", missing.toString())).errors());
    Path bytes = Files.write(dir.resolve("bytes.toml"), new byte[] {(byte) 0xC3, 0x28});
    assertEquals(
        List.of(bytes + ": expected UTF-8, but the file has other bytes"),
        assertThrows(ConfigException.class, () -> ConfigFixture.flags("-c", bytes.toString())).errors());
    assertThrows(ConfigException.class, () -> ConfigFixture.flags("-c", dir.toString()));
  }

  @Test
  void unknownKeysAreWarnedAboutWithTheNearestName() {
    LoadedConfig loaded =
        ConfigFixture.toml(
            "log_filter = \"x\"",
            "[worker]",
            "inactivity-timeout = \"1s\"",
            "[worker.invoker]",
            "innactivity-timeout = \"3s\"",
            "[mine]",
            "something-else-altogether = 1");
    assertEquals(
        List.of(
            "node.toml:1: log_filter is no known key and is ignored; did you mean log-filter?",
            "node.toml:3: worker.inactivity-timeout is no known key and is ignored; did you mean"
                + " worker.invoker.inactivity-timeout?",
            "node.toml:5: worker.invoker.innactivity-timeout is no known key and is ignored; did you mean"
                + " worker.invoker.inactivity-timeout?",
            "node.toml:7: mine.something-else-altogether is no known key and is ignored"),
        loaded.warnings());
  }

  @Test
  void keysWithoutEffectAreNoted() {
    LoadedConfig loaded = ConfigFixture.toml("gossip-num-peers = 3", "node-name = \"n\"");
    assertEquals(
        List.of("node.toml:1: gossip-num-peers is accepted and has no effect yet"), loaded.notes());
  }
}
