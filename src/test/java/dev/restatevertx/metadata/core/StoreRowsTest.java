package dev.restatevertx.metadata.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bytes of format 1, which must not change. */
class StoreRowsTest {
  private static final Member SELF = new Member(1, 0x0102030405060708L);
  private static final StoreImage IMAGE =
      new StoreImage(
          SELF,
          new Epoch(3, -1),
          new Epoch(2, 5),
          Optional.of(new MemberList(new TreeSet<>(List.of(SELF)), new TreeSet<>(List.of(new Member(2, 9))))),
          Optional.of(new SequencerName.InProcess(1)),
          new TreeMap<>());

  private static SortedMap<Bytes, Bytes> rows(StoreRows.Write write) {
    TreeMap<Bytes, Bytes> rows = new TreeMap<>();
    write.rows().forEach(r -> rows.put(r.key(), r.value()));
    return rows;
  }

  private static List<String> hex(StoreRows.Write write) {
    List<String> lines = new ArrayList<>();
    write.rows().forEach(r -> lines.add(r.key().toHex() + " " + r.value().toHex()));
    return lines;
  }

  @Test
  void header() {
    StoreRows.Write write = StoreRows.all(IMAGE);
    assertTrue(write.clearEntries());
    assertEquals(
        List.of(
            "68 0801"
                + "120b0801110807060504030201"
                + "1a12090300000000000000" + "11ffffffffffffffff"
                + "2212090200000000000000" + "110500000000000000"
                + "2a1a" + "0a0b0801110807060504030201" + "120b0802110900000000000000"
                + "3204" + "0a020801"),
        hex(write));
    assertEquals(Optional.of(IMAGE), StoreRows.read(rows(write)));
  }

  @Test
  void entries() {
    StoreRows rows = StoreRows.of(IMAGE);
    Entry value = new Entry("nodes_config", 300, 0xffff_ffffL, 1, Optional.of(Bytes.fromHex("057b7d")));
    Entry tombstone = new Entry("k", 2, 0, -2, Optional.empty());
    Entry empty = new Entry("n", 1, 1, 3, Optional.of(Bytes.EMPTY));
    StoreRows.Write write =
        rows.of(
            new StoreChange.Installed(
                new Epoch(3, -1),
                MemberList.of(List.of(SELF)),
                new SequencerName.ConsensusGroup("g"),
                List.of(value, tombstone, empty)));
    assertTrue(write.clearEntries());
    assertEquals(
        List.of(
            "68 0801"
                + "120b0801110807060504030201"
                + "1a12090300000000000000" + "11ffffffffffffffff"
                + "2212090300000000000000" + "11ffffffffffffffff"
                + "2a0d" + "0a0b0801110807060504030201"
                + "3205" + "12030a0167",
            "656e6f6465735f636f6e666967 08ac0210ffffffff0f1901000000000000002203057b7d",
            "656b 080219feffffffffffffff",
            "656e 080110011903000000000000002200"),
        hex(write));
    StoreImage read = StoreRows.read(rows(write)).orElseThrow();
    assertEquals(List.of(tombstone, empty, value), List.copyOf(read.entries().values()));
    assertEquals(Optional.of(new SequencerName.ConsensusGroup("g")), read.sequencer());
  }

  @Test
  void smallChanges() {
    StoreRows rows = StoreRows.of(IMAGE);
    StoreRows.Write promised = rows.of(new StoreChange.Promised(new Epoch(4, 4)));
    assertEquals(new Epoch(4, 4), StoreRows.read(rows(promised)).orElseThrow().promised());
    StoreRows.Write persisted =
        rows.of(new StoreChange.Persisted(new Entry("k", 1, 1, 1, Optional.of(Bytes.fromHex("00")))));
    assertEquals(List.of("656b 08011001190100000000000000220100"), hex(persisted));
  }

  @Test
  void whatIsNotOursIsRefused() {
    assertEquals(Optional.empty(), StoreRows.read(new TreeMap<>()));
    assertRefused("e", "", "only others");
    assertRefused("h", "0802", "newer version");
    assertRefused("h", "ff", "damaged");
  }

  private static void assertRefused(String key, String valueHex, String why) {
    TreeMap<Bytes, Bytes> rows = new TreeMap<>();
    rows.put(Bytes.utf8(key), Bytes.fromHex(valueHex));
    String message = String.valueOf(assertThrows(StoreFormatException.class, () -> StoreRows.read(rows)).getMessage());
    assertTrue(message.contains(why), message);
  }
}
