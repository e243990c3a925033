package dev.restatevertx.node;

import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.metadata.Watch;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/** The newest schema made ready for lookups; made anew when a request finds that its version has changed. */
final class SchemaWatch implements Supplier<SchemaRegistry> {
  private final SchemaDefaults defaults;
  private final MetadataService metadata;
  private volatile SchemaRegistry registry;
  private volatile Optional<Watch<Schema>> watch = Optional.empty();

  SchemaWatch(NodeConfig config, MetadataService metadata) {
    this.defaults = defaults(config);
    this.metadata = metadata;
    this.registry = new SchemaRegistry(Schema.EMPTY, defaults);
  }

  SchemaDefaults defaults() {
    return defaults;
  }

  @Override
  public SchemaRegistry get() {
    Watch<Schema> schema = watch.orElseGet(this::attach);
    SchemaRegistry known = registry;
    return schema.version() == known.version() ? known : refresh(schema);
  }

  private Watch<Schema> attach() {
    Watch<Schema> attached = metadata.metadata().watch(MetadataKind.SCHEMA);
    watch = Optional.of(attached);
    return attached;
  }

  private synchronized SchemaRegistry refresh(Watch<Schema> schema) {
    Schema newest = schema.current().orElse(Schema.EMPTY);
    if (newest.version() != registry.version()) {
      registry = new SchemaRegistry(newest, defaults);
    }
    return registry;
  }

  private static SchemaDefaults defaults(NodeConfig config) {
    var invocations = config.invocationDefaults();
    var invoker = config.worker().invoker();
    return new SchemaDefaults(
        invoker.inactivityTimeout(),
        invoker.abortTimeout(),
        invocations.journalRetention(),
        invocations.idempotencyRetention(),
        invocations.workflowCompletionRetention(),
        invocations.maxJournalRetention(),
        invocations.maxIdempotencyRetention(),
        invocations.maxWorkflowCompletionRetention(),
        invocations.retryPolicy(),
        invocations.maxAttemptsLimit());
  }
}
