package dev.restatevertx.metadata;

import dev.restatevertx.cluster.Role;
import dev.restatevertx.config.NodeConfig;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a node says of itself when it joins.
 *
 * @param name unique in the cluster
 * @param forcedId the id it insists on
 * @param address where others reach its fabric port, as in {@code http://host:5122/}
 * @param location {@code region[.zone]} or empty
 * @param version of this server
 */
public record NodeSettings(
    String name, OptionalInt forcedId, String address, Set<Role> roles, String location, String version) {
  /** As configured. */
  public static NodeSettings of(NodeConfig config, String address, String version) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    config.roles().forEach(role -> roles.add(Role.parse(role.configName())));
    return new NodeSettings(config.nodeName(), config.forceNodeId(), address, roles, config.location(), version);
  }
}
