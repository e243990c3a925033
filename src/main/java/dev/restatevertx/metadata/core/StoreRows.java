package dev.restatevertx.metadata.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.proto.EntryProto;
import dev.restatevertx.metadata.core.proto.EpochProto;
import dev.restatevertx.metadata.core.proto.MemberListProto;
import dev.restatevertx.metadata.core.proto.MemberProto;
import dev.restatevertx.metadata.core.proto.SequencerProto;
import dev.restatevertx.metadata.core.proto.StoreHeaderProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store as rows of an ordered key-value store: one header row {@code h}, and a row {@code e} + key for each entry.
 * Format 1; the messages are in {@code metadata_register.proto}.
 */
public final class StoreRows {
  /** The format that is written; a higher one is refused. */
  public static final int FORMAT = 1;

  private static final Bytes HEADER = Bytes.utf8("h");
  private static final String ENTRY_PREFIX = "e";

  private StoreHeaderProto header;

  /** One row. */
  public record Row(Bytes key, Bytes value) {}

  /**
   * What to write in one atomic step.
   *
   * @param clearEntries whether all rows with keys from {@link #entriesFrom()} to {@link #entriesTo()} (exclusive) go
   *     first
   */
  public record Write(boolean clearEntries, List<Row> rows) {}

  private StoreRows(StoreHeaderProto header) {
    this.header = header;
  }

  /** For a store as it is on disk. */
  public static StoreRows of(StoreImage image) {
    StoreHeaderProto.Builder header =
        StoreHeaderProto.newBuilder()
            .setFormat(FORMAT)
            .setSelf(member(image.self()))
            .setPromised(epoch(image.promised()))
            .setInstalled(epoch(image.installed()));
    image.members().ifPresent(m -> header.setMembers(members(m)));
    image.sequencer().ifPresent(s -> header.setSequencer(sequencer(s)));
    return new StoreRows(header.build());
  }

  public static Bytes entriesFrom() {
    return Bytes.utf8(ENTRY_PREFIX);
  }

  public static Bytes entriesTo() {
    return Bytes.utf8("f");
  }

  /** Everything of an image, for a store that is made new. */
  public static Write all(StoreImage image) {
    List<Row> rows = new ArrayList<>();
    rows.add(of(image).headerRow());
    image.entries().values().forEach(e -> rows.add(row(e)));
    return new Write(true, rows);
  }

  /** The rows of a change. Changes must be written in the order of these calls. */
  public Write of(StoreChange change) {
    return switch (change) {
      case StoreChange.Promised(Epoch epoch) -> {
        header = header.toBuilder().setPromised(epoch(epoch)).build();
        yield new Write(false, List.of(headerRow()));
      }
      case StoreChange.Persisted(Entry entry) -> new Write(false, List.of(row(entry)));
      case StoreChange.Installed installed -> {
        header =
            header.toBuilder()
                .setInstalled(epoch(installed.epoch()))
                .setMembers(members(installed.members()))
                .setSequencer(sequencer(installed.sequencer()))
                .build();
        List<Row> rows = new ArrayList<>();
        rows.add(headerRow());
        installed.content().forEach(e -> rows.add(row(e)));
        yield new Write(true, rows);
      }
    };
  }

  private Row headerRow() {
    return new Row(HEADER, Bytes.wrap(header.toByteArray()));
  }

  private static Row row(Entry entry) {
    EntryProto.Builder proto =
        EntryProto.newBuilder()
            .setRevision(entry.revision())
            .setVersion((int) entry.version())
            .setTag(entry.tag());
    entry
        .value()
        .ifPresent(v -> proto.setValue(UnsafeByteOperations.unsafeWrap(v.array(), v.offset(), v.length())));
    return new Row(Bytes.utf8(ENTRY_PREFIX + entry.key()), Bytes.wrap(proto.build().toByteArray()));
  }

  /**
   * The image that rows hold; empty if there is no header row, as in a new database.
   *
   * @throws StoreFormatException if the rows are not what this class writes, or of a newer format
   */
  public static Optional<StoreImage> read(SortedMap<Bytes, Bytes> rows) {
    Bytes headerBytes = rows.get(HEADER);
    if (headerBytes == null) {
      if (!rows.isEmpty()) {
        throw new StoreFormatException("Expected a header row in the metadata store, but there are only others");
      }
      return Optional.empty();
    }
    StoreHeaderProto header = parse(StoreHeaderProto.getDefaultInstance(), headerBytes, "the header row");
    if (header.getFormat() != FORMAT) {
      throw new StoreFormatException(
          "Expected a metadata store of format " + FORMAT + ", but got " + header.getFormat()
              + ": it was written by a newer version of this server");
    }
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (Map.Entry<Bytes, Bytes> row : rows.entrySet()) {
      if (!row.getKey().equals(HEADER)) {
        Entry entry = entry(row.getKey(), row.getValue());
        entries.put(entry.key(), entry);
      }
    }
    return Optional.of(
        new StoreImage(
            member(header.getSelf()),
            epoch(header.getPromised()),
            epoch(header.getInstalled()),
            header.hasMembers() ? Optional.of(members(header.getMembers())) : Optional.empty(),
            header.hasSequencer() ? Optional.of(sequencer(header.getSequencer())) : Optional.empty(),
            entries));
  }

  private static Entry entry(Bytes rowKey, Bytes rowValue) {
    String text = rowKey.toUtf8();
    if (!text.startsWith(ENTRY_PREFIX)) {
      throw new StoreFormatException("Expected a row of an entry in the metadata store, but got key '" + text + "'");
    }
    String key = text.substring(ENTRY_PREFIX.length());
    EntryProto proto = parse(EntryProto.getDefaultInstance(), rowValue, "the row of '" + key + "'");
    Optional<Bytes> value = proto.hasValue() ? Optional.of(bytes(proto.getValue())) : Optional.empty();
    return new Entry(
        key, proto.getRevision(), Integer.toUnsignedLong(proto.getVersion()), proto.getTag(), value);
  }

  private static Bytes bytes(ByteString value) {
    return Bytes.wrap(value.toByteArray());
  }

  @SuppressWarnings("unchecked")
  private static <M extends Message> M parse(M type, Bytes bytes, String what) {
    try {
      return (M) type.getParserForType().parseFrom(bytes.array(), bytes.offset(), bytes.length());
    } catch (InvalidProtocolBufferException e) {
      throw new StoreFormatException("Expected " + what + " of the metadata store, but it is damaged", e);
    }
  }

  private static EpochProto epoch(Epoch epoch) {
    return EpochProto.newBuilder().setRound(epoch.round()).setAttempt(epoch.attempt()).build();
  }

  private static Epoch epoch(EpochProto proto) {
    return new Epoch(proto.getRound(), proto.getAttempt());
  }

  private static MemberProto member(Member member) {
    return MemberProto.newBuilder().setNodeId(member.nodeId()).setStoreId(member.storeId()).build();
  }

  private static Member member(MemberProto proto) {
    return new Member(proto.getNodeId(), proto.getStoreId());
  }

  private static MemberListProto members(MemberList list) {
    MemberListProto.Builder proto = MemberListProto.newBuilder();
    list.now().forEach(m -> proto.addNow(member(m)));
    list.before().forEach(m -> proto.addBefore(member(m)));
    return proto.build();
  }

  private static MemberList members(MemberListProto proto) {
    TreeSet<Member> now = new TreeSet<>();
    TreeSet<Member> before = new TreeSet<>();
    proto.getNowList().forEach(m -> now.add(member(m)));
    proto.getBeforeList().forEach(m -> before.add(member(m)));
    if (now.isEmpty()) {
      throw new StoreFormatException("Expected members in the metadata store's header, but there are none");
    }
    return new MemberList(now, before);
  }

  private static SequencerProto sequencer(SequencerName name) {
    return switch (name) {
      case SequencerName.InProcess(int nodeId) ->
          SequencerProto.newBuilder()
              .setInProcess(SequencerProto.InProcess.newBuilder().setNodeId(nodeId))
              .build();
      case SequencerName.ConsensusGroup(String clusterName) ->
          SequencerProto.newBuilder()
              .setConsensusGroup(SequencerProto.ConsensusGroup.newBuilder().setClusterName(clusterName))
              .build();
    };
  }

  private static SequencerName sequencer(SequencerProto proto) {
    return switch (proto.getKindCase()) {
      case IN_PROCESS -> new SequencerName.InProcess(proto.getInProcess().getNodeId());
      case CONSENSUS_GROUP -> new SequencerName.ConsensusGroup(proto.getConsensusGroup().getClusterName());
      case KIND_NOT_SET ->
          throw new StoreFormatException("Expected a known kind of sequencer in the metadata store, but got another");
    };
  }
}
