package dev.restatevertx.admin;

import dev.restatevertx.admin.registration.SchemaStore;
import dev.restatevertx.schema.Schema;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/** A schema store without durability; {@link #beforeNextUpdate} plays the other writer. */
final class MemorySchemaStore implements SchemaStore {
  private Schema schema = Schema.EMPTY;
  private UnaryOperator<Schema> otherWriter = UnaryOperator.identity();
  private int changesTried;

  /** Lets the next update meet a change of somebody else: its change is computed a second time. */
  synchronized void beforeNextUpdate(UnaryOperator<Schema> change) {
    otherWriter = change;
  }

  synchronized int changesTried() {
    return changesTried;
  }

  synchronized Schema current() {
    return schema;
  }

  @Override
  public synchronized Future<Schema> read() {
    return Future.succeededFuture(schema);
  }

  @Override
  public synchronized Future<Schema> update(UnaryOperator<Schema> change) {
    try {
      Schema before = schema;
      Schema changed = apply(change, before);
      schema = otherWriter.apply(schema);
      otherWriter = UnaryOperator.identity();
      schema = schema.equals(before) ? changed : apply(change, schema);
      return Future.succeededFuture(schema);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Schema apply(UnaryOperator<Schema> change, Schema to) {
    changesTried++;
    return change.apply(to);
  }
}
