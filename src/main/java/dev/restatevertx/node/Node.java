package dev.restatevertx.node;

import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.RocksMetrics;
import dev.restatevertx.rocks.RocksSizing;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.runtime.Await;
import dev.restatevertx.runtime.SystemClock;
import dev.restatevertx.runtime.VirtualTasks;
import dev.restatevertx.telemetry.Metrics;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A node of a cluster. Its methods wait, so they are not for event loops. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = System.getLogger("restate.node");

  /** The native transport does not throw a {@link BindException}. */
  private static final String ADDRESS_IN_USE = "Address already in use";

  private final DataDirectory directory;
  private final Vertx vertx;
  private final NodeContext context;
  private final Deque<Deployed> deployed = new ArrayDeque<>();

  private record Deployed(RoleService role, String deploymentId) {}

  private Node(NodeConfig config) {
    directory = DataDirectory.open(config.nodeDir(), config.clusterName(), config.nodeName());
    vertx = Vertx.vertx(new VertxOptions()
        .setEventLoopPoolSize(config.sizing().eventLoops())
        .setWorkerPoolSize(config.sizing().workerThreads())
        .setPreferNativeTransport(true)
        .setFileSystemOptions(
            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    SystemClock clock = new SystemClock();
    context = new NodeContext(
        config, vertx, clock, new VirtualTasks(vertx), new Metrics(clock, config.clusterName(), config.nodeName()),
        new RocksBudget(RocksSizing.of(config)), new NodeStatus());
  }

  /**
   * Starts a node with the roles of its configuration.
   *
   * @throws StartException if it cannot start; what was started is stopped again
   */
  public static Node start(NodeConfig config) {
    return start(config, NodeWiring::roles);
  }

  static Node start(NodeConfig config, Function<NodeContext, List<RoleService>> roles) {
    Node node = new Node(config);
    try {
      node.startRoles(roles);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
    return node;
  }

  /** What its roles share. */
  public NodeContext context() {
    return context;
  }

  /** Stops the roles, the last one first, and lets go of the data directory. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (context.status().lifecycle() == Lifecycle.STOPPED) {
      return;
    }
    context.status().lifecycle(Lifecycle.STOPPING);
    while (!deployed.isEmpty()) {
      Deployed last = deployed.pop();
      try {
        Await.result(vertx.undeploy(last.deploymentId()));
        LOG.log(Level.DEBUG, "Stopped {0}", last.role().name());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Stopping " + last.role().name() + " failed; the others are stopped nevertheless", e);
      }
    }
    Await.result(vertx.close());
    // A store that its role did not close keeps the budget alive: the process ends anyway.
    if (context.budget().stores().isEmpty()) {
      context.budget().close();
    }
    directory.close();
    context.status().lifecycle(Lifecycle.STOPPED);
  }

  private void startRoles(Function<NodeContext, List<RoleService>> roles) {
    ProcessMetrics.bind(context.metrics());
    RocksMetrics.bind(context.metrics(), context.budget());
    List<RoleService> all = new ArrayList<>();
    all.add(new FabricServer(context));
    all.addAll(roles.apply(context));
    for (RoleService role : all) {
      startRole(role);
    }
    context.budget().stores().forEach(store -> RocksMetrics.bind(context.metrics(), store));
    context.status().lifecycle(Lifecycle.RUNNING);
  }

  private void startRole(RoleService role) {
    try {
      String id = Await.result(vertx.deployVerticle(new RoleVerticle(role), new DeploymentOptions()));
      deployed.push(new Deployed(role, id));
      LOG.log(Level.DEBUG, "Started {0}", role.name());
    } catch (RuntimeException e) {
      throw failure(role, e);
    }
  }

  private StartException failure(RoleService role, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartException known) {
        return known;
      }
      if (cause instanceof StorageException storage) {
        return new StartException(String.valueOf(storage.getMessage()), failure);
      }
      if (cause instanceof BindException || String.valueOf(cause.getMessage()).contains(ADDRESS_IN_USE)) {
        return new StartException(
            "The port " + port(role) + "of " + role.name() + " cannot be opened: " + cause.getMessage()
                + ". Stop whoever uses it, choose another port in the configuration, or start with "
                + "--use-random-ports=true.", failure);
      }
    }
    Throwable root = failure.getCause() == null ? failure : failure.getCause();
    return new StartException("Expected to start " + role.name() + ", but failed: " + root, failure);
  }

  private String port(RoleService role) {
    NodeConfig config = context.config();
    return switch (role.name()) {
      case FabricServer.NAME -> config.fabric().listen().bindPort() + " ";
      case "http-ingress" -> config.ingress().listen().bindPort() + " ";
      case "admin" -> config.admin().listen().bindPort() + " ";
      default -> "";
    };
  }
}
