package dev.restatevertx.config;

import static dev.restatevertx.config.ConfigFixture.errors;
import static dev.restatevertx.config.ConfigFixture.toml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigOldSpellingsTest {
  @Test
  void aClusterFileOfOldMeansTheSame() {
    LoadedConfig old =
        toml(
            "roles = [\"metadata-store\", \"admin\", \"worker\", \"log-server\"]",
            "advertised-address = \"node-1:5122\"",
            "bootstrap-num-partitions = 8",
            "allow-bootstrap = false",
            "[metadata-store-client]",
            "type = \"embedded\"",
            "address = \"node-1:5122\"",
            "connect-timeout = \"7s\"",
            "[metadata-server]",
            "type = \"replicated\"",
            "[bifrost.replicated-loglet]",
            "default-replication-property = 2",
            "[admin]",
            "advertised-admin-endpoint = \"http://admin\"",
            "[admin.query-engine]",
            "pgsql-bind-address = \"0.0.0.0:9071\"");
    LoadedConfig current =
        toml(
            "roles = [\"metadata-server\", \"admin\", \"worker\", \"log-server\", \"http-ingress\"]",
            "advertised-address = \"http://node-1:5122/\"",
            "default-num-partitions = 8",
            "auto-provision = false",
            "default-replication = 2",
            "[metadata-client]",
            "type = \"replicated\"",
            "addresses = [\"http://node-1:5122/\"]",
            "connect-timeout = \"7s\"",
            "[admin]",
            "advertised-address = \"http://admin/\"",
            "[admin.query-engine]",
            "pgsql-bind-address = \"0.0.0.0:9071\"");
    assertEquals(current.config(), old.config());
    assertTrue(old.warnings().isEmpty(), () -> "" + old.warnings());
    assertTrue(
        old.notes()
            .contains("node.toml:7: metadata-store-client.address is an old spelling of metadata-client.addresses"),
        () -> "" + old.notes());
  }

  @Test
  void olderNamesOfReplication() {
    assertEquals(2, toml("bifrost.replicated-loglet.default-log-replication = 2").config().defaultReplication().node());
    assertEquals(
        3,
        ConfigFixture.environment(Map.of("RESTATE_BIFROST__REPLICATED_LOGLET__DEFAULT_REPLICATION_PROPERTY", "3"))
            .config()
            .defaultReplication()
            .node());
  }

  @Test
  void workersImplyTheIngressUnlessTold() {
    LoadedConfig implied = toml("roles = [\"worker\", \"admin\"]");
    assertEquals(EnumSet.of(Role.WORKER, Role.ADMIN, Role.HTTP_INGRESS), implied.config().roles());
    assertTrue(implied.remarks().getFirst().contains("worker.implicit-ingress = false"));
    LoadedConfig told = toml("roles = [\"worker\", \"admin\"]", "worker.implicit-ingress = false");
    assertEquals(EnumSet.of(Role.WORKER, Role.ADMIN), told.config().roles());
    assertTrue(told.remarks().isEmpty());
    assertFalse(toml("roles = [\"log-server\"]").config().has(Role.HTTP_INGRESS));
  }

  @Test
  void bothSpellingsMustAgree() {
    assertEquals(
        List.of(
            "node.toml:3: bifrost.replicated-loglet.default-replication-property: expected the same value as its new"
                + " spelling default-replication (node.toml:1), which is 1, but got 2; remove one of them"),
        errors("default-replication = 1", "[bifrost.replicated-loglet]", "default-replication-property = 2"));
    LoadedConfig agreed =
        toml(
            "metadata-client.addresses = [\"http://a:5122\"]",
            "[metadata-store-client]",
            "address = \"http://a:5122\"");
    assertEquals(1, agreed.config().metadataClient().addresses().size());
  }

  @Test
  void aWeightierSourceMayUseTheOtherSpelling(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("a.toml"), "bifrost.replicated-loglet.default-replication-property = 2");
    assertEquals(
        3,
        ConfigLoader.load(
                CommandLineParser.parse(List.of("-c", file.toString()), Map.of()),
                Map.of("RESTATE_DEFAULT_REPLICATION", "3"),
                ConfigFixture.MACHINE)
            .config()
            .defaultReplication()
            .node());
  }

  @Test
  void eagerStateCanBeTurnedOff() {
    LoadedConfig off = ConfigFixture.environment(Map.of("RESTATE_WORKER__INVOKER__DISABLE_EAGER_STATE", "true"));
    assertEquals(0, off.config().worker().invoker().eagerStateSizeLimit());
    assertEquals(0, ConfigLoader.fromToml(off.dump(), "dump", ConfigFixture.MACHINE).config().worker().invoker()
        .eagerStateSizeLimit());
    assertEquals(
        List.of(
            "node.toml:2: worker.invoker.disable-eager-state: expected no eager-state-size-limit beside it, but got one"
                + " above 0; remove one of them"),
        errors("[worker.invoker]", "disable-eager-state = true", "eager-state-size-limit = \"1.0 MiB\""));
  }

  @Test
  void identityKeysMayStandAtTopLevel() {
    assertEquals(
        Optional.of("/k.pem"),
        ConfigFixture.environment(Map.of("RESTATE_REQUEST_IDENTITY_PRIVATE_KEY_PEM_FILE", "/k.pem"))
            .config()
            .worker()
            .invoker()
            .requestIdentityKey()
            .map(Object::toString));
  }
}
