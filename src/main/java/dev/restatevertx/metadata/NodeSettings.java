package dev.restatevertx.metadata;

import dev.restatevertx.cluster.Role;
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
    String name, OptionalInt forcedId, String address, Set<Role> roles, String location, String version) {}
