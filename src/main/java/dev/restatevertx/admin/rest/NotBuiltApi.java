package dev.restatevertx.admin.rest;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.Future;

/** Routes of the original that are known and refused: 501 with one clear sentence. */
final class NotBuiltApi {
  private NotBuiltApi() {}

  static void addTo(Routes routes) {
    String openApi = "OpenAPI description";
    String kafka = "Kafka subscriptions";
    String rules = "Limit rules";
    String serdes = "Serde proxying";
    String pause = "Pausing of invocations";
    String resume = "Resuming of invocations";
    String restart = "Restarting of invocations as new ones";
    refuse(routes, "/openapi", openApi, HttpMethod.GET);
    refuse(routes, "/services/:service/openapi", openApi, HttpMethod.GET);
    refuse(routes, "/services/:service/state", "Changing of state", HttpMethod.POST);
    refuse(routes, "/query", "SQL", HttpMethod.POST);
    refuse(routes, "/subscriptions", kafka, HttpMethod.GET, HttpMethod.POST);
    refuse(routes, "/subscriptions/:subscription", kafka, HttpMethod.GET, HttpMethod.DELETE);
    refuse(routes, "/kafka-clusters", kafka, HttpMethod.GET, HttpMethod.POST);
    refuse(routes, "/kafka-clusters/:cluster", kafka, HttpMethod.GET, HttpMethod.PATCH, HttpMethod.DELETE);
    refuse(routes, "/limits/rules", rules, HttpMethod.PUT);
    refuse(routes, "/limits/rules/bulk-delete", rules, HttpMethod.POST);
    refuse(routes, "/vqueues/:vqueue/pause", "vqueues", HttpMethod.POST);
    refuse(routes, "/vqueues/:vqueue/resume", "vqueues", HttpMethod.POST);
    refuse(routes, "/invocations/:invocation/pause", pause, HttpMethod.PATCH);
    refuse(routes, "/invocations/:invocation/resume", resume, HttpMethod.PATCH);
    refuse(routes, "/invocations/:invocation/restart-as-new", restart, HttpMethod.PATCH);
    refuse(routes, "/internal/invocations_batch_operations/pause", pause, HttpMethod.POST);
    refuse(routes, "/internal/invocations_batch_operations/resume", resume, HttpMethod.POST);
    refuse(routes, "/internal/invocations_batch_operations/restart-as-new", restart, HttpMethod.POST);
    refuse(routes, "/internal/services/:service/serdes/decode/*", serdes, HttpMethod.POST);
    refuse(routes, "/internal/services/:service/serdes/encode/*", serdes, HttpMethod.POST);
  }

  private static void refuse(Routes routes, String path, String what, HttpMethod... methods) {
    for (HttpMethod method : methods) {
      routes.on(method, path, _ -> Future.failedFuture(HttpError.notBuilt(what)));
    }
  }
}
