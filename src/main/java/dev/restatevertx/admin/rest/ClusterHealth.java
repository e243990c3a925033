package dev.restatevertx.admin.rest;

import java.util.List;

/**
 * What {@code /cluster-health} says.
 *
 * @param metadataMembers node ids of the metadata servers that decide; empty if that is not known
 */
public record ClusterHealth(boolean provisioned, String clusterName, List<Integer> metadataMembers) {
  public ClusterHealth {
    metadataMembers = List.copyOf(metadataMembers);
  }
}
