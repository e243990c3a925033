package dev.restatevertx.invoker.core;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.protocol.ProtocolVersions;
import dev.restatevertx.schema.ActiveHandler;
import dev.restatevertx.schema.ActiveService;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.EffectiveSettings;
import dev.restatevertx.schema.ProtocolMode;
import dev.restatevertx.schema.SchemaRegistry;

/**
 * Where an attempt goes and by which rules.
 *
 * @param protocolVersion spoken in this attempt
 * @param pinned whether the invocation is bound to the deployment already
 */
public record Route(Deployment deployment, int protocolVersion, boolean pinned, EffectiveSettings settings) {

  /** The newest deployment of the service, for an invocation that is not pinned yet. */
  public static Route latest(SchemaRegistry registry, InvocationTarget target) {
    ActiveService service =
        registry
            .service(target.service())
            .orElseThrow(
                () ->
                    missing(
                        "Expected a deployment of service '"
                            + target.service()
                            + "', but none is registered: register one"));
    Deployment deployment = service.deployment();
    int version =
        ProtocolVersions.choose(deployment.minProtocolVersion(), deployment.maxProtocolVersion())
            .orElseThrow(() -> incompatible(deployment));
    return new Route(deployment, version, false, settings(service, target));
  }

  /** The deployment that the invocation is bound to. */
  public static Route pinned(
      SchemaRegistry registry, InvocationTarget target, DeploymentId id, int protocolVersion) {
    Deployment deployment =
        registry
            .deployment(id)
            .orElseThrow(
                () ->
                    missing(
                        "Expected deployment "
                            + id
                            + ", which the invocation is bound to, but it was removed: register it again or resume"
                            + " the invocation on another one"));
    ActiveService service =
        registry
            .service(id, target.service())
            .orElseThrow(
                () -> missing("Expected service '" + target.service() + "' in deployment " + id + ", but it is not"));
    if (!ProtocolVersions.supported(protocolVersion)) {
      throw new AttemptException(
          AttemptEnd.uncounted(
              ErrorCode.RT0014,
              "Expected a pinned protocol version that this server speaks, but it is V" + protocolVersion));
    }
    return new Route(deployment, protocolVersion, true, settings(service, target));
  }

  /** Whether the request ends with the replay, so that notifications cannot follow. */
  public boolean requestResponse() {
    return deployment.protocolMode() == ProtocolMode.REQUEST_RESPONSE || settings.inactivityTimeout().isZero();
  }

  private static EffectiveSettings settings(ActiveService service, InvocationTarget target) {
    return service.handler(target.handler()).map(ActiveHandler::settings).orElse(service.settings());
  }

  private static AttemptException missing(String message) {
    return new AttemptException(AttemptEnd.uncounted(ErrorCode.RT0011, message));
  }

  private static AttemptException incompatible(Deployment deployment) {
    return new AttemptException(
        AttemptEnd.uncounted(
            ErrorCode.RT0013,
            "Expected deployment "
                + deployment.id()
                + " to speak a protocol version of "
                + ProtocolVersions.RANGE_TEXT
                + ", but it speaks V"
                + deployment.minProtocolVersion()
                + " to V"
                + deployment.maxProtocolVersion()));
  }
}
