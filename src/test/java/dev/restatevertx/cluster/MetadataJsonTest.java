package dev.restatevertx.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.KeyRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact JSON of the metadata values, which restatectl reads, and what is made of JSON that others wrote. */
class MetadataJsonTest {
  private static String json(Bytes bytes) {
    assertEquals(5, bytes.at(0));
    return bytes.slice(1, bytes.length()).toUtf8();
  }

  private static Bytes stored(String json) {
    return Bytes.utf8("\u0005" + json);
  }

  @Test
  void nodesConfiguration() {
    Node node =
        Node.joining(
                "node-1",
                new GenerationalNodeId(1, 2),
                "http://127.0.0.1:41211/",
                EnumSet.allOf(Role.class),
                "",
                "1.7.12")
            .withStorageState(StorageState.READ_WRITE)
            .withMetadataServerState(MetadataServerState.MEMBER)
            .withWorkerState(WorkerState.ACTIVE);
    TreeMap<Integer, NodeEntry> nodes = new TreeMap<>();
    nodes.put(1, new NodeEntry.Present(node));
    nodes.put(2, new NodeEntry.Tombstone());
    NodesConfiguration config =
        new NodesConfiguration(
            12,
            "demo",
            Long.parseUnsignedLong("18446744073709551615"),
            new TreeSet<>(List.of(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING)),
            OptionalLong.of(647367931851702273L),
            nodes);
    Bytes bytes = NodesConfigurationCodec.INSTANCE.encode(config);
    assertEquals(
        "{\"version\":12,\"cluster_name\":\"demo\",\"cluster_fingerprint\":18446744073709551615,"
            + "\"features\":[\"controlled-idempotent-sharding\"],\"modified_at\":647367931851702273,"
            + "\"name_lookup\":{\"node-1\":1},"
            + "\"nodes\":[[1,{\"Node\":{\"name\":\"node-1\",\"current_generation\":[1,2],"
            + "\"address\":\"http://127.0.0.1:41211/\","
            + "\"roles\":[\"http-ingress\",\"admin\",\"worker\",\"log-server\",\"metadata-server\"],"
            + "\"log_server_config\":{\"storage_state\":\"read-write\"},\"location\":\"\","
            + "\"metadata_server_config\":{\"metadata_server_state\":\"member\"},"
            + "\"worker_config\":{\"worker_state\":\"active\"},\"binary_version\":\"1.7.12\"}}],[2,\"Tombstone\"]]}",
        json(bytes));
    assertEquals(config, NodesConfigurationCodec.INSTANCE.decode(bytes));
    assertEquals(3, config.nextNodeId());
    assertEquals(Optional.of(node), config.node("node-1"));
    assertEquals(Optional.empty(), config.node(2));
  }

  @Test
  void nodesConfigurationWithOnlyTheFieldsThatMustBeThere() {
    NodesConfiguration config =
        NodesConfigurationCodec.INSTANCE.decode(
            stored(
                "{\"version\":1,\"cluster_name\":\"c\",\"name_lookup\":{\"n\":4},\"new_field\":[1],"
                    + "\"nodes\":[[4,{\"Node\":"
                    + "{\"name\":\"n\",\"current_generation\":[4,1],\"address\":\"a\","
                    + "\"roles\":[\"metadata-store\"]}}]]}"));
    assertEquals(
        Node.joining("n", new GenerationalNodeId(4, 1), "a", EnumSet.of(Role.METADATA_SERVER), "", ""),
        config.node(4).orElseThrow());
    assertEquals(0, config.fingerprint());
  }

  @Test
  void logs() {
    GenerationalNodeId sequencer = new GenerationalNodeId(1, 2);
    TreeSet<Integer> nodeset = new TreeSet<>(List.of(1, 2));
    LogChain chain =
        LogChain.first(
                new Loglet.Replicated(Loglet.logletId(18, 0), sequencer, ReplicationProperty.nodes(1), nodeset))
            .extend(
                4,
                new Loglet.SealMarker(1_795_339_741_896L, Map.of("node", "N1:2", "source", "test")));
    LogsMetadata logs =
        new LogsMetadata(
            19,
            OptionalLong.empty(),
            new LogProvider.Replicated(ReplicationProperty.parse("{zone: 2, node: 3}"), 0),
            new TreeMap<>(Map.of(18, chain)));
    Bytes bytes = LogsMetadataCodec.INSTANCE.encode(logs);
    assertEquals(
        "{\"version\":19,\"modified_at\":null,\"config\":{\"default_provider\":{\"replicated\":"
            + "{\"replication_property\":\"{zone: 2, node: 3}\",\"target_nodeset_size\":0}}},"
            + "\"logs\":[[18,{\"chain\":[[1,{\"kind\":\"replicated\",\"index\":0,\"created_at\":null,"
            + "\"params\":\"{\\\"loglet_id\\\":77309411328,\\\"sequencer\\\":\\\"N1:2\\\","
            + "\\\"replication\\\":{\\\"node\\\":1},\\\"nodeset\\\":[1,2]}\"}],"
            + "[4,{\"kind\":\"sealed\",\"index\":1,\"created_at\":null,"
            + "\"params\":\"{\\\"permanent_seal\\\":false,\\\"sealed_at\\\":1795339741896,"
            + "\\\"context\\\":{\\\"node\\\":\\\"N1:2\\\",\\\"source\\\":\\\"test\\\"},\\\"tail_ts\\\":null}\"}]]}]]}",
        json(bytes));
    assertEquals(logs, LogsMetadataCodec.INSTANCE.decode(bytes));
  }

  @Test
  void logsOfAnotherProvider() {
    Bytes bytes = stored("{\"version\":1,\"config\":{\"default_provider\":\"local\"},\"logs\":[]}");
    assertEquals(new LogProvider.Other("local"), LogsMetadataCodec.INSTANCE.decode(bytes).provider());
  }

  @Test
  void partitionTable() {
    PartitionTable table = PartitionTable.equal(24, ReplicationProperty.nodes(2));
    Bytes bytes = PartitionTableCodec.INSTANCE.encode(table);
    String json = json(bytes);
    assertTrue(
        json.startsWith(
            "{\"version\":1,\"num_partitions\":24,\"partitions\":[[0,{\"log_id\":null,"
                + "\"key_range\":{\"start\":0,\"end\":768614336404564650},\"db_name\":null,\"cf_name\":null}],"
                + "[1,{\"log_id\":null,\"key_range\":{\"start\":768614336404564651,\"end\":1537228672809129301}"),
        json);
    assertTrue(json.contains("\"end\":18446744073709551615}"), json);
    assertTrue(json.endsWith("\"replication\":{\"limit\":2}}"), json);
    assertEquals(table, PartitionTableCodec.INSTANCE.decode(bytes));
    assertEquals(new KeyRange(0, 768614336404564650L), table.partitions().firstEntry().getValue().keyRange());
  }

  @Test
  void partitionReplicationForms() {
    PartitionTable wide = PartitionTable.equal(1, ReplicationProperty.parse("{zone: 2, node: 3}"));
    Bytes bytes = PartitionTableCodec.INSTANCE.encode(wide);
    assertTrue(json(bytes).endsWith("\"replication\":{\"limit\":\"{zone: 2, node: 3}\"}}"));
    assertEquals(wide, PartitionTableCodec.INSTANCE.decode(bytes));
    assertEquals(
        new PartitionReplication.Everywhere(),
        PartitionTableCodec.INSTANCE
            .decode(stored("{\"version\":1,\"replication\":\"everywhere\"}"))
            .replication());
  }

  @Test
  void epochMetadata() {
    EpochMetadata epoch =
        new EpochMetadata(
            14,
            6,
            Optional.of(new EpochMetadata.Leader(new GenerationalNodeId(1, 3), 0)),
            new ReplicaSet(5, ReplicationProperty.nodes(2), List.of(3, 1), 1_795_339_741_896L, new TreeMap<>()),
            Optional.empty(),
            new LeadershipPolicy(Optional.of("why"), Optional.of(new LeadershipPolicy.Affinity.OnNode(1))),
            Optional.of(""));
    Bytes bytes = EpochMetadataCodec.INSTANCE.encode(epoch);
    assertEquals(
        "{\"version\":14,\"epoch\":6,\"leader_metadata\":{\"node_id\":[1,3],\"partition_id\":0},"
            + "\"current\":{\"version\":5,\"replication\":\"{node: 2}\",\"replica_set\":[3,1],"
            + "\"modified_at\":1795339741896,\"context\":{}},\"next\":null,"
            + "\"leadership_policy\":{\"freeze\":{\"reason\":\"why\"},\"affinity\":{\"Node\":1}},"
            + "\"placement_policy\":{\"freeze\":{\"reason\":\"\"}}}",
        json(bytes));
    assertEquals(epoch, EpochMetadataCodec.INSTANCE.decode(bytes));
    EpochMetadata first = EpochMetadata.first(7, new GenerationalNodeId(2, 1), ReplicationProperty.nodes(1), 1);
    assertFalse(json(EpochMetadataCodec.INSTANCE.encode(first)).contains("policy"));
    assertEquals(first, EpochMetadataCodec.INSTANCE.decode(EpochMetadataCodec.INSTANCE.encode(first)));
    assertEquals(2, first.claim(7, new GenerationalNodeId(3, 1)).leaderEpoch());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"version\":0,\"cluster_name\":\"c\",\"nodes\":[]}",
        "{\"version\":4294967296,\"cluster_name\":\"c\",\"nodes\":[]}",
        "{\"version\":1.5,\"cluster_name\":\"c\",\"nodes\":[]}",
        "{\"version\":1,\"cluster_name\":\"c\",\"nodes\":{}}",
        "{\"version\":1,\"cluster_name\":\"c\",\"nodes\":[[1,\"Gone\"]]}",
        "{\"version\":1,\"cluster_name\":\"c\",\"cluster_fingerprint\":18446744073709551616,\"nodes\":[]}",
        "{\"version\":1,\"cluster_name\":\"c\",\"nodes\":[[1,{\"Node\":{\"name\":\"n\",\"current_generation\":[2,1],"
            + "\"address\":\"a\",\"roles\":[]}}]]}",
        "{\"version\":1,\"cluster_name\":\"c\",\"nodes\":[[1,{\"Node\":{\"name\":\"n\",\"current_generation\":[1,1],"
            + "\"address\":\"a\",\"roles\":[\"cook\"]}}]]}"
      })
  void badValuesAreFormatErrors(String json) {
    assertThrows(MetadataFormatException.class, () -> NodesConfigurationCodec.INSTANCE.decode(stored(json)));
  }

  @Test
  void anotherCodecIsAFormatError() {
    assertThrows(MetadataFormatException.class, () -> LogsMetadataCodec.INSTANCE.decode(Bytes.EMPTY));
    assertThrows(MetadataFormatException.class, () -> LogsMetadataCodec.INSTANCE.decode(Bytes.utf8("\u0002{}")));
  }

  @Test
  void hybridTimeIsTheOriginals() {
    assertEquals(1_795_339_742_468L, HybridTime.toEpochMillis(647367931851702273L));
    assertEquals(1_795_339_742_468L, HybridTime.toEpochMillis(HybridTime.ofEpochMillis(1_795_339_742_468L)));
  }
}
