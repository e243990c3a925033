package dev.restatevertx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.config.ConfigLoader;
import dev.restatevertx.config.Machine;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StoreKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path temp = Path.of("");

  @Test
  void rolesStartInOrderAndStopInReverse() {
    Node node = Node.start(config(0), _ -> List.of(role("a"), role("b")));
    assertEquals(Lifecycle.RUNNING, node.context().status().lifecycle());
    node.close();
    node.close();
    assertEquals(List.of("start a", "start b", "stop b", "stop a"), events);
    assertEquals(Lifecycle.STOPPED, node.context().status().lifecycle());
    Node.start(config(0), _ -> List.of()).close();
  }

  @Test
  void whatWasStartedIsStoppedWhenARoleFails() {
    RoleService failing = role("b", Future.failedFuture(new IllegalStateException("planted")));
    StartException e =
        assertThrows(StartException.class, () -> Node.start(config(0), _ -> List.of(role("a"), failing)));
    assertTrue(String.valueOf(e.getMessage()).contains("start b"), e.getMessage());
    assertEquals(List.of("start a", "start b", "stop a"), events);
    Node.start(config(0), _ -> List.of()).close();
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      StartException e = assertThrows(
          StartException.class, () -> Node.start(config(socket.getLocalPort()), _ -> List.of(role("a"))));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("fabric") && message.contains("" + socket.getLocalPort()), message);
      assertTrue(message.contains("--use-random-ports"), message);
    }
  }

  @Test
  void healthAndMetricsAreServedOnTheFabricPort() throws Exception {
    try (Node node = Node.start(config(0), this::withStore)) {
      node.context().status().nodeId("N1:1");
      String port = fabric(node);
      JsonObject health = new JsonObject(get(port + "health").body());
      assertEquals("Alive", health.getString("status"));
      assertEquals("N1:1", health.getString("node_id"));
      assertEquals("Unknown", health.getString("worker_status"));
      assertEquals(7, health.getInteger("logs_version"));
      assertTrue(health.getJsonArray("roles").contains("worker"));
      assertEquals("fabric", health.getJsonArray("bound_addresses").getJsonObject(0).getString("name"));
      HttpResponse<String> metrics = get(port + "metrics");
      assertTrue(metrics.body().contains("\nrestate_rocksdb_wal_synced_total{cluster_name="), metrics.body());
      assertTrue(metrics.body().contains("\nprocess_resident_memory_bytes{"), metrics.body());
      assertEquals(404, get(port + "nothing").statusCode());
    }
  }

  private List<RoleService> withStore(NodeContext context) {
    context.status().version("logs_version", () -> 7);
    RocksStore store = RocksStore.open(context.config().nodeDir().resolve("log"), StoreKind.LOG, context.budget());
    RoleService closing = new RoleService() {
      @Override
      public String name() {
        return "store";
      }

      @Override
      public Future<Void> start() {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> stop() {
        store.close();
        return Future.succeededFuture();
      }
    };
    return List.of(closing);
  }

  private NodeConfig config(int port) {
    String toml = """
        node-name = "n1"
        base-dir = "%s"
        bind-port = %d
        """.formatted(temp, port);
    return ConfigLoader.fromToml(toml, "test", Machine.detect()).config();
  }

  private static String fabric(Node node) {
    return node.context().status().addresses().stream()
        .filter(address -> address.kind() == BoundAddress.Kind.TCP)
        .map(BoundAddress::address)
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  private RoleService role(String name) {
    return role(name, Future.succeededFuture());
  }

  private RoleService role(String name, Future<Void> started) {
    return new RoleService() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Future<Void> start() {
        Context context = Vertx.currentContext();
        events.add(context != null && context.isEventLoopContext() ? "start " + name : "start without context");
        return started;
      }

      @Override
      public Future<Void> stop() {
        events.add("stop " + name);
        return Future.succeededFuture();
      }
    };
  }
}
