package dev.restatevertx.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Looks into records. */
final class ConfigRecords {
  private ConfigRecords() {}

  static Object get(Object instance, RecordComponent part) {
    try {
      return part.getAccessor().invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Expected a readable record", e);
    }
  }

  /** The same configuration with one part replaced. */
  static NodeConfig with(NodeConfig config, String name, Object value) {
    RecordComponent[] parts = NodeConfig.class.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(parts).map(part -> part.getName().equals(name) ? value : get(config, part)).toArray();
    try {
      return NodeConfig.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Expected a readable record", e);
    }
  }
}
