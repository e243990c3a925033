package dev.restatevertx.schema;

import java.util.Comparator;
import java.util.List;

/**
 * A service as one deployment has it.
 *
 * @param revision from 1; 0 in a discovery document, which knows none
 * @param handlers by name
 */
public record Service(
    String name, ServiceType type, int revision, List<Handler> handlers, Settings settings, Notes notes) {

  public Service {
    handlers = handlers.stream().sorted(Comparator.comparing(Handler::name)).toList();
  }

  Service withRevision(int revision) {
    return new Service(name, type, revision, handlers, settings, notes);
  }

  Service withSettings(Settings settings) {
    return new Service(name, type, revision, handlers, settings, notes);
  }
}
