package dev.restatevertx.admin.registration;

import dev.restatevertx.schema.Schema;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/** Where the registry is kept. */
public interface SchemaStore {
  /** The newest schema; empty if nothing was ever registered. */
  Future<Schema> read();

  /**
   * Changes the schema by compare-and-set.
   *
   * @param change makes the new schema of the newest one, maybe several times; the same one means no change; what it
   *     throws fails the future
   * @return what is stored in the end, once that is durable
   */
  Future<Schema> update(UnaryOperator<Schema> change);
}
