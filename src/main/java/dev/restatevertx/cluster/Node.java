package dev.restatevertx.cluster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A node of the cluster.
 *
 * @param name unique among the nodes, fixed
 * @param current its newest process
 * @param address where its fabric port is reached, as in {@code http://host:5122/}
 * @param roles in the order of {@link Role}
 * @param location {@code region[.zone]} or empty
 * @param binaryVersion of the server that registered last, free text
 */
public record Node(
    String name,
    GenerationalNodeId current,
    String address,
    Set<Role> roles,
    StorageState storageState,
    String location,
    MetadataServerState metadataServerState,
    WorkerState workerState,
    String binaryVersion) {
  public Node {
    EnumSet<Role> sorted = EnumSet.noneOf(Role.class);
    sorted.addAll(roles);
    roles = Collections.unmodifiableSet(sorted);
  }

  /** A node that has not said yet that its parts are ready. */
  public static Node joining(
      String name, GenerationalNodeId current, String address, Set<Role> roles, String location, String binaryVersion) {
    return new Node(
        name,
        current,
        address,
        roles,
        StorageState.PROVISIONING,
        location,
        MetadataServerState.PROVISIONING,
        WorkerState.PROVISIONING,
        binaryVersion);
  }

  public Node withStorageState(StorageState state) {
    return new Node(
        name, current, address, roles, state, location, metadataServerState, workerState, binaryVersion);
  }

  public Node withMetadataServerState(MetadataServerState state) {
    return new Node(name, current, address, roles, storageState, location, state, workerState, binaryVersion);
  }

  public Node withWorkerState(WorkerState state) {
    return new Node(
        name, current, address, roles, storageState, location, metadataServerState, state, binaryVersion);
  }

  /** The same node as its next process registers it: what it says of itself changes, its states stay. */
  public Node restarted(String newAddress, Set<Role> newRoles, String newLocation, String newBinaryVersion) {
    return new Node(
        name,
        current.next(),
        newAddress,
        newRoles,
        storageState,
        newLocation,
        metadataServerState,
        workerState,
        newBinaryVersion);
  }
}
