package dev.restatevertx.metadata.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.ClusterFeature;
import dev.restatevertx.cluster.EpochMetadata;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.MetadataServerState;
import dev.restatevertx.cluster.Node;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.cluster.Role;
import dev.restatevertx.cluster.StorageState;
import dev.restatevertx.metadata.ClusterSettings;
import dev.restatevertx.metadata.Join;
import dev.restatevertx.metadata.JoinException;
import dev.restatevertx.metadata.LeaderEpochs;
import dev.restatevertx.metadata.NodeSettings;
import dev.restatevertx.metadata.Precondition;
import dev.restatevertx.metadata.VersionedValue;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.RocksSizing;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StoreKind;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node's metadata on a real disk. */
class SingleNodeMetadataTest {
  private static final ClusterSettings CLUSTER =
      new ClusterSettings("c", 24, ReplicationProperty.nodes(1), 0, Set.of());

  @TempDir Path dir;
  private final Random random = new Random(7);
  private RocksBudget budget;
  private RocksStore store;
  private SingleNodeMetadata node;

  private static NodeSettings settings(String name, OptionalInt forcedId) {
    return new NodeSettings(name, forcedId, "http://127.0.0.1:5122/", EnumSet.allOf(Role.class), "", "0.1.0");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Expected an answer within 20 s", e);
    }
  }

  @BeforeEach
  void open() {
    budget = new RocksBudget(RocksSizing.of(32 << 20, 2));
    open(CLUSTER, settings("n", OptionalInt.empty()));
  }

  private void open(ClusterSettings cluster, NodeSettings settings) {
    store = RocksStore.open(dir.resolve("metadata"), StoreKind.METADATA, budget);
    MetadataServer server = new MetadataServer(new RocksRegisterDisk(store), random::nextLong, 1 << 20);
    node = new SingleNodeMetadata(server, cluster, settings, () -> 1_795_339_741_896L, random::nextLong);
  }

  @AfterEach
  void close() {
    await(node.stop());
    store.close();
    budget.close();
  }

  private void reopen(ClusterSettings cluster, NodeSettings settings) {
    await(node.stop());
    store.close();
    open(cluster, settings);
  }

  @Test
  void everyStartIsTheNextGeneration() {
    Node first = await(node.start(true));
    assertEquals(new GenerationalNodeId(1, 2), first.current());
    assertEquals(MetadataServerState.MEMBER, first.metadataServerState());
    assertEquals(StorageState.PROVISIONING, first.storageState());
    long fingerprint = node.nodes().fingerprint();
    assertNotEquals(0, fingerprint);
    assertTrue(node.nodes().hasFeature(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING));
    assertEquals(24, node.metadata().partitionTable().current().orElseThrow().count());
    assertTrue(node.metadata().logs().current().orElseThrow().chains().isEmpty());
    await(Join.logStoreReady(node.metadata(), 1));

    reopen(CLUSTER, settings("n", OptionalInt.empty()));
    Node second = await(node.start(false));
    assertEquals(new GenerationalNodeId(1, 3), second.current());
    assertEquals(StorageState.READ_WRITE, second.storageState());
    assertEquals(fingerprint, node.nodes().fingerprint());
  }

  @Test
  void featuresCanBeLeftOutAtProvisioningOnly() {
    ClusterSettings without =
        new ClusterSettings(
            "c", 1, ReplicationProperty.nodes(1), 0, Set.of(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING));
    reopenUnstarted(without);
    await(node.start(true));
    assertTrue(node.nodes().features().isEmpty());
    reopen(CLUSTER, settings("n", OptionalInt.empty()));
    await(node.start(true));
    assertTrue(node.nodes().features().isEmpty());
  }

  private void reopenUnstarted(ClusterSettings cluster) {
    store.close();
    open(cluster, settings("n", OptionalInt.empty()));
  }

  @Test
  void withoutAutoProvisionTheStartWaits() {
    Future<Node> start = node.start(false);
    assertFalse(start.isComplete());
    await(node.provision(CLUSTER));
    assertEquals(new GenerationalNodeId(1, 2), await(start).current());
  }

  @Test
  void anotherClusterOrNodeIdIsRefused() {
    await(node.start(true));
    reopen(
        new ClusterSettings("other", 24, ReplicationProperty.nodes(1), 0, Set.of()),
        settings("n", OptionalInt.empty()));
    assertInstanceOf(JoinException.class, failure(node.start(true)));
    reopen(CLUSTER, settings("n", OptionalInt.of(4)));
    assertInstanceOf(JoinException.class, failure(node.start(true)));
    reopen(CLUSTER, settings("m", OptionalInt.of(1)));
    assertInstanceOf(JoinException.class, failure(node.start(true)));
    reopen(CLUSTER, settings("m", OptionalInt.empty()));
    assertEquals(2, await(node.start(true)).current().id());
  }

  private static Throwable failure(Future<?> future) {
    return await(future.map(_ -> new Throwable("no failure")).otherwise(e -> e));
  }

  @Test
  void noWriteIsAcknowledgedBeforeItsSync() {
    await(node.start(true));
    for (int version = 1; version <= 20; version++) {
      long before = store.walSyncs();
      VersionedValue value = new VersionedValue(version, Bytes.utf8("v"));
      await(node.metadata().put("k", value, Precondition.NONE));
      assertEquals(before + 1, store.walSyncs());
      await(node.metadata().get("k"));
      assertEquals(before + 1, store.walSyncs());
    }
  }

  @Test
  void claimsOfAllPartitionsShareTheirSyncs() {
    Node self = await(node.start(true));
    LeaderEpochs epochs =
        new LeaderEpochs(node.metadata(), self.current(), ReplicationProperty.nodes(1), () -> 1);
    long before = store.walSyncs();
    Map<Integer, EpochMetadata> claims = await(epochs.claimAll(IntStream.range(0, 256).boxed().toList()));
    long syncs = store.walSyncs() - before;
    assertEquals(256, claims.size());
    claims.values().forEach(c -> assertEquals(1, c.leaderEpoch()));
    assertTrue(syncs < 64, () -> "Expected far fewer syncs than 256 claims, but got " + syncs);
    assertEquals(2, await(epochs.claim(3)).leaderEpoch());
    reopen(CLUSTER, settings("n", OptionalInt.empty()));
    Node next = await(node.start(true));
    EpochMetadata third =
        await(new LeaderEpochs(node.metadata(), next.current(), ReplicationProperty.nodes(1), () -> 1).claim(3));
    assertEquals(3, third.leaderEpoch());
    assertEquals(next.current(), third.leader().orElseThrow().node());
  }
}
