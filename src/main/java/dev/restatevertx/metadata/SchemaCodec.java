package dev.restatevertx.metadata;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.MetadataCodec;
import dev.restatevertx.cluster.MetadataFormatException;
import dev.restatevertx.cluster.MetadataJson;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaJson;

/** All that is registered, as one metadata value. */
public enum SchemaCodec implements MetadataCodec<Schema> {
  INSTANCE;

  @Override
  public Bytes encode(Schema value) {
    return MetadataJson.encode(SchemaJson.toJson(value));
  }

  @Override
  public Schema decode(Bytes bytes) {
    try {
      return SchemaJson.fromJson(MetadataJson.decode(bytes));
    } catch (IllegalArgumentException e) {
      throw new MetadataFormatException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public long version(Schema value) {
    return value.version();
  }

  @Override
  public Schema stamped(Schema value, long version, long epochMillis) {
    return new Schema(version, value.deployments());
  }
}
