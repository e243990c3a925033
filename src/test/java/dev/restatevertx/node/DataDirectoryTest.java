package dev.restatevertx.node;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temp = Path.of("");

  @Test
  void aSecondUserIsRefusedUntilTheFirstIsGone() {
    Path dir = temp.resolve("base/n1");
    try (DataDirectory _ = open(dir, "c1", "n1")) {
      refused(dir, "c1", "n1", "in use by another process (pid " + ProcessHandle.current().pid() + ")");
    }
    open(dir, "c1", "n1").close();
  }

  @Test
  void dataOfAnotherClusterOrNodeIsRefused() {
    open(temp, "c1", "n1").close();
    refused(temp, "c2", "n1", "belongs to the cluster \"c1\"");
    refused(temp, "c1", "n2", "belongs to the node \"n1\"");
    open(temp, "c1", "n1").close();
  }

  @Test
  void markersThatCannotBeUsedAreRefused() throws Exception {
    Path marker = temp.resolve(".cluster-marker");
    Files.writeString(marker, "{\"format_version\": 99, \"cluster_name\": \"c1\", \"node_name\": \"n1\"}");
    refused(temp, "c1", "n1", "format version 99");
    Files.writeString(marker, "garbage");
    refused(temp, "c1", "n1", "cannot be read");
    Files.writeString(marker, "{}");
    refused(temp, "c1", "n1", "cannot be read");
  }

  @Test
  void aPlaceWhereNothingCanBeCreatedIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    refused(file.resolve("n1"), "c1", "n1", "choose another one with --base-dir");
  }

  private static DataDirectory open(Path dir, String cluster, String node) {
    return DataDirectory.open(dir, cluster, node);
  }

  private static void refused(Path dir, String cluster, String node, String expected) {
    String message = String.valueOf(
        assertThrows(StartException.class, () -> open(dir, cluster, node)).getMessage());
    assertTrue(message.contains(expected), message);
  }
}
