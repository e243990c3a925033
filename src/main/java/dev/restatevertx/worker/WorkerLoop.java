package dev.restatevertx.worker;

import dev.restatevertx.endpoint.EndpointClient;
import dev.restatevertx.endpoint.EndpointSettings;
import dev.restatevertx.endpoint.VertxEndpointClient;
import dev.restatevertx.invoker.InvokerServices;
import dev.restatevertx.invoker.OutboundBudget;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.runtime.VertxLoop;
import io.vertx.core.Future;

/** One event loop of the worker and what its partitions share: connections to endpoints, a source of randomness. */
final class WorkerLoop {
  private final Loop loop;
  private final EndpointClient endpoints;
  private final InvokerServices invokerServices;

  WorkerLoop(WorkerSettings settings, WorkerServices services) {
    this.loop = VertxLoop.create(services.vertx());
    var invoker = settings.config().invoker();
    this.endpoints =
        new VertxEndpointClient(
            services.vertx(), loop, new EndpointSettings(invoker.connectTimeout(), invoker.http2()));
    this.invokerServices =
        new InvokerServices(
            loop,
            services.clock(),
            services.entropy().get(),
            invoker,
            endpoints,
            new OutboundBudget(settings.outboundBytes()),
            services.registry(),
            services.identity(),
            services.controlledSharding());
  }

  Loop loop() {
    return loop;
  }

  InvokerServices invokerServices() {
    return invokerServices;
  }

  Future<Void> close() {
    return endpoints.close();
  }
}
