package dev.restatevertx.node;

import dev.restatevertx.log.LogOptions;
import dev.restatevertx.log.Logs;
import dev.restatevertx.log.server.LogServerOptions;
import dev.restatevertx.log.server.LogService;
import dev.restatevertx.metadata.Join;
import dev.restatevertx.runtime.VertxLoop;
import io.vertx.core.Future;

/** Role {@code log-server}, and this node's way to all logs. */
final class LogServerService implements RoleService {
  private final NodeContext context;
  private final MetadataService metadata;
  private final Provided<LogService> log = new Provided<>("log-server");

  LogServerService(NodeContext context, MetadataService metadata) {
    this.context = context;
    this.metadata = metadata;
  }

  @Override
  public String name() {
    return "log-server";
  }

  @Override
  public Future<Void> start() {
    var config = context.config();
    var home = VertxLoop.create(context.vertx());
    return context
        .vertx()
        .executeBlocking(
            () ->
                LogService.open(
                    config.nodeDir().resolve("log-store"),
                    context.budget(),
                    LogServerOptions.of(config.logServer()),
                    LogOptions.of(config.bifrost(), Runtime.getRuntime().maxMemory()),
                    metadata.self(),
                    metadata.metadata(),
                    home))
        .onSuccess(
            opened -> {
              log.set(opened);
              RoleMetrics.bind(context.metrics(), opened);
              context.status().part("log_server_status", () -> "Ready");
            })
        .compose(_ -> Join.logStoreReady(metadata.metadata(), metadata.self().id()));
  }

  @Override
  public Future<Void> stop() {
    return context
        .vertx()
        .executeBlocking(
            () -> {
              log.current().ifPresent(LogService::close);
              return name();
            })
        .mapEmpty();
  }

  Logs logs() {
    return log.get().logs();
  }
}
