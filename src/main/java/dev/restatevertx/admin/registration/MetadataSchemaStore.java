package dev.restatevertx.admin.registration;

import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.schema.Schema;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/** The schema as a value of the cluster's metadata: what is written reaches the watches of all nodes. */
public final class MetadataSchemaStore implements SchemaStore {
  private final Metadata metadata;

  public MetadataSchemaStore(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public Future<Schema> read() {
    return metadata
        .get(MetadataKind.SCHEMA.key())
        .map(stored -> stored.map(value -> MetadataKind.SCHEMA.codec().decode(value.value())).orElse(Schema.EMPTY));
  }

  @Override
  public Future<Schema> update(UnaryOperator<Schema> change) {
    return metadata.update(MetadataKind.SCHEMA, stored -> change.apply(stored.orElse(Schema.EMPTY)));
  }
}
