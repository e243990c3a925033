package dev.restatevertx.schema;

import dev.restatevertx.base.DeploymentId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The active revision of a service, where new invocations go. Made once per registry version. */
public final class ActiveService {
  private final Deployment deployment;
  private final Service service;
  private final EffectiveSettings settings;
  private final SchemaDefaults defaults;
  private final Map<String, ActiveHandler> handlers = new LinkedHashMap<>();

  ActiveService(Deployment deployment, Service service, SchemaDefaults defaults) {
    this.deployment = deployment;
    this.service = service;
    this.defaults = defaults;
    this.settings = EffectiveSettings.of(Settings.NONE, service.settings(), deployment.protocolMode(), defaults);
    for (Handler handler : service.handlers()) {
      EffectiveSettings effective =
          EffectiveSettings.of(handler.settings(), service.settings(), deployment.protocolMode(), defaults);
      handlers.put(handler.name(), new ActiveHandler(service.name(), handler, effective));
    }
  }

  public String name() {
    return service.name();
  }

  public ServiceType type() {
    return service.type();
  }

  public int revision() {
    return service.revision();
  }

  public DeploymentId deploymentId() {
    return deployment.id();
  }

  public Deployment deployment() {
    return deployment;
  }

  public Service service() {
    return service;
  }

  /** Those of handlers that set nothing themselves. */
  public EffectiveSettings settings() {
    return settings;
  }

  /** A journal retention, cut at the server's limit. */
  public Duration journalRetentionLimit(Duration retention) {
    return EffectiveSettings.limit(retention, defaults.maxJournalRetention());
  }

  public Optional<ActiveHandler> handler(String name) {
    return Optional.ofNullable(handlers.get(name));
  }
}
