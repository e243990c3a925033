package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.partition.codec.UnknownRecordException;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.Arrival;
import dev.restatevertx.partition.state.DurablePromise;
import dev.restatevertx.partition.state.Expiry;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Journal;
import dev.restatevertx.partition.state.JournalEvent;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Lock;
import dev.restatevertx.partition.state.Pin;
import dev.restatevertx.partition.state.Progress;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Table;
import dev.restatevertx.partition.state.Tables;
import dev.restatevertx.partition.state.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final ServiceKey OWNER = new ServiceKey("Counter", "k1");

  private static InvocationRow row(InvocationStatus status) {
    Journal journal = Journal.EMPTY.append(Samples.commands().getFirst()).append(Entries.output("out"));
    return new InvocationRow(
        Samples.OBJECT,
        status,
        Samples.request().source(),
        Optional.of("ik"),
        5,
        Samples.request().retention(),
        Samples.request().span(),
        List.of(new ResponseSink.Ingress(Samples.REQUEST)),
        Optional.of(new Pin(new DeploymentId(1, 2), 6)),
        journal,
        3,
        new Times(1, 2, 3, 4));
  }

  private record Sample<V>(Table<V> table, Bytes key, V value) {
    private String golden() {
      Bytes stored = table.encode(value);
      assertEquals(value, table.decode(stored));
      assertEquals(stored, table.encode(table.decode(stored)));
      return table + " " + key.toHex() + " " + stored.toHex() + "\n";
    }
  }

  private static List<Sample<?>> samples() {
    List<Sample<?>> samples = new ArrayList<>();
    InvocationId id = Samples.ID;
    for (InvocationStatus status :
        List.of(
            new InvocationStatus.Scheduled(),
            new InvocationStatus.Inboxed(7),
            new InvocationStatus.Invoked(300),
            new InvocationStatus.Suspended(
                new Awaiting(List.of(new NotificationId.Completion(1), new NotificationId.Signal(SignalId.CANCEL)))),
            new InvocationStatus.Paused(),
            new InvocationStatus.Completed(Samples.success("out"), 99))) {
      samples.add(new Sample<>(Tables.INVOCATION, Keys.invocation(id), row(status)));
    }
    int index = 0;
    for (JournalEntry entry : Samples.commands()) {
      samples.add(new Sample<>(Tables.JOURNAL, Keys.journal(id, index++), entry));
    }
    samples.add(new Sample<>(Tables.JOURNAL, Keys.journal(id, index), Entries.runResult(3, "done")));
    samples.add(
        new Sample<>(
            Tables.ARRIVAL, Keys.arrival(id, new NotificationId.Completion(1)), new Arrival.Awaited(3)));
    samples.add(
        new Sample<>(
            Tables.ARRIVAL,
            Keys.arrival(id, new NotificationId.Signal(new SignalId.Named("n"))),
            new Arrival.Arrived(4)));
    samples.add(new Sample<>(Tables.STATE, Keys.state(OWNER, Entries.text("key")), Entries.text("value")));
    samples.add(new Sample<>(Tables.STATE, Keys.state(OWNER, Bytes.EMPTY), Bytes.EMPTY));
    samples.add(new Sample<>(Tables.LOCK, Keys.lock(OWNER), new Lock(id, 3, 300)));
    samples.add(new Sample<>(Tables.INBOX, Keys.inbox(OWNER, 7), id));
    Timer timer = new Timer(1_700_000_000_000L, Timer.Kind.RUN_SCHEDULED, id, 0);
    samples.add(new Sample<>(Tables.TIMER, Keys.timer(timer), Tables.PRESENT));
    samples.add(new Sample<>(Tables.OUTBOX, Keys.outbox(5), new Command.Invoke(Samples.internalRequest())));
    samples.add(new Sample<>(Tables.DEDUP, Keys.dedup(9), 1234L));
    Expiry expiry = new Expiry(1_700_000_000_000L, Expiry.Kind.JOURNAL, id);
    samples.add(new Sample<>(Tables.EXPIRY, Keys.expiry(expiry), Tables.PRESENT));
    samples.add(new Sample<>(Tables.RUNNING, Keys.running(id), Tables.PRESENT));
    samples.add(
        new Sample<>(
            Tables.EVENT,
            Keys.event(id, 2),
            new JournalEvent(1, 2, 3, JournalEvent.Kind.PAUSED, Samples.ATTEMPT_FAILURE)));
    samples.add(
        new Sample<>(
            Tables.PROMISE,
            Keys.promise(OWNER, "p"),
            new DurablePromise.Open(List.of(new ResponseSink.Invocation(id, 3, ResponseSink.Kind.PROMISE)))));
    samples.add(
        new Sample<>(
            Tables.PROMISE, Keys.promise(OWNER, "q"), new DurablePromise.Completed(Samples.success("v"))));
    samples.add(new Sample<>(Tables.PROGRESS, Keys.progress(), new Progress(1, 2, 3, 4, 5, 6, 7)));
    return samples;
  }

  @Test
  void rowsAreThoseOfTheGoldenFile() {
    StringBuilder text = new StringBuilder();
    samples().forEach(sample -> text.append(sample.golden()));
    Golden.check("rows.txt", text.toString());
  }

  @Test
  void everyTableHasASampleAndATagOfItsOwn() {
    for (Table<?> table : Tables.ALL) {
      assertTrue(samples().stream().anyMatch(sample -> sample.table == table), table.toString());
      assertEquals(1, Tables.ALL.stream().filter(other -> Keys.first(other).equals(Keys.first(table))).count());
    }
  }

  @Test
  void aRowOfANewerVersionIsUnknown() {
    assertThrows(UnknownRecordException.class, () -> Tables.DEDUP.decode(Bytes.fromHex("0205")));
  }

  @Test
  void keysAreReadBack() {
    Timer timer = new Timer(77, Timer.Kind.WAKE_SLEEP, Samples.ID, -5);
    assertEquals(timer, Keys.timer(Keys.timer(timer)));
    Expiry expiry = new Expiry(77, Expiry.Kind.INVOCATION, Samples.ID);
    assertEquals(expiry, Keys.expiry(Keys.expiry(expiry)));
    assertEquals(Samples.ID, Keys.invocation(Keys.running(Samples.ID)));
    assertEquals(-7L, Keys.outboxSequence(Keys.outbox(-7)));
  }

  @Test
  void oneOwnersStateIsNeverAnothers() {
    List<String> names = List.of("", "a", "a\u0000", "a\u0000\u0001", "ab", "b", "é", "\u0000", "\u0001");
    for (String service : names) {
      for (String key : names) {
        Bytes prefix = Keys.states(new ServiceKey(service, key));
        for (String otherService : names) {
          for (String otherKey : names) {
            boolean same = service.equals(otherService) && key.equals(otherKey);
            Bytes other = Keys.state(new ServiceKey(otherService, otherKey), Entries.text("x"));
            boolean inside = other.compareTo(prefix) >= 0 && other.compareTo(Keys.after(prefix)) < 0;
            assertEquals(same, inside);
          }
        }
      }
    }
  }

  @Test
  void timersFireInOrderOfTimeThenKindThenId() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      Timer a = timer(random);
      Timer b = timer(random);
      int byKey = Integer.signum(Keys.timer(a).compareTo(Keys.timer(b)));
      int byParts = Long.compare(a.time(), b.time());
      byParts = byParts != 0 ? byParts : a.kind().compareTo(b.kind());
      byParts = byParts != 0 ? byParts : a.id().compareTo(b.id());
      byParts = byParts != 0 ? byParts : Integer.compareUnsigned(a.completionId(), b.completionId());
      assertEquals(Integer.signum(byParts), byKey);
    }
  }

  private static Timer timer(Random random) {
    return new Timer(
        random.nextInt(3),
        random.nextBoolean() ? Timer.Kind.WAKE_SLEEP : Timer.Kind.RUN_SCHEDULED,
        new InvocationId(random.nextInt(3) - 1, random.nextInt(2), 0),
        random.nextInt(3) - 1);
  }
}
