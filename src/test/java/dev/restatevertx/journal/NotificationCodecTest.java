package dev.restatevertx.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.protocol.MalformedMessageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationCodecTest {
  private static final InvocationId INVOCATION = new InvocationId(0xdc25cea7c720a09cL, 1, 2);
  private static final List<Result> RESULTS =
      List.of(
          Result.NOTHING,
          new Result.Value(Bytes.EMPTY),
          new Result.Value(Bytes.utf8("hello")),
          new Result.Failed(Failure.of(0, "")),
          new Result.Failed(new Failure(409, "ä", List.of(new Failure.Entry("k", "v"), new Failure.Entry("", "")))),
          new Result.Invocation(INVOCATION),
          new Result.StateKeys(List.of()),
          new Result.StateKeys(List.of(Bytes.utf8("a"), Bytes.EMPTY, Bytes.utf8("b"))));
  private static final List<NotificationId> IDS =
      List.of(
          new NotificationId.Completion(1),
          new NotificationId.Completion(-1),
          new NotificationId.Signal(SignalId.CANCEL),
          new NotificationId.Signal(new SignalId.Index(17)),
          new NotificationId.Signal(new SignalId.Named("go")));

  @Test
  void writesGoldenBytes() {
    assertEquals("08022200", encoded(new NotificationId.Completion(2), Result.NOTHING));
    assertEquals("10012200", encoded(new NotificationId.Signal(SignalId.CANCEL), Result.NOTHING));
    assertEquals("08012a00", encoded(new NotificationId.Completion(1), new Result.Value(Bytes.EMPTY)));
    assertEquals("08012a030a0131", encoded(new NotificationId.Completion(1), new Result.Value(Bytes.utf8("1"))));
  }

  @Test
  void roundTripsEveryShape() {
    for (NotificationKind kind : NotificationKind.values()) {
      for (NotificationId id : IDS) {
        for (Result result : RESULTS) {
          Notification notification = NotificationCodec.of(kind, id, result);
          assertEquals(new Notification(kind, id, result, notification.payload()), notification);
          assertEquals(notification, NotificationCodec.decode(kind.wireType(), notification.payload()));
        }
      }
    }
  }

  @Test
  void agreesWithTheProtobufDefinition() throws InvalidProtocolBufferException {
    for (NotificationId id : IDS) {
      for (Result result : RESULTS) {
        byte[] bytes = NotificationCodec.of(NotificationKind.RUN, id, result).payload().toByteArray();
        var parsed = dev.restatevertx.protocol.proto.Notification.parseFrom(bytes);
        assertEquals(Bytes.wrap(bytes), Bytes.wrap(parsed.toByteArray()), id + " " + result);
      }
    }
  }

  @Test
  void holdsAValueOnce() {
    Notification notification =
        NotificationCodec.of(
            NotificationKind.RUN, new NotificationId.Completion(1), new Result.Value(Bytes.utf8("value")));
    assertSame(notification.payload().array(), ((Result.Value) notification.result()).content().array());
  }

  @Test
  void refusesWhatIsNone() {
    assertThrows(
        MalformedMessageException.class, () -> NotificationCodec.decode(0x800F, Bytes.fromHex("08022200")));
    assertThrows(MalformedMessageException.class, () -> NotificationCodec.decode(0x800C, Bytes.fromHex("0802")));
    assertThrows(MalformedMessageException.class, () -> NotificationCodec.decode(0x800C, Bytes.fromHex("2200")));
    assertThrows(
        MalformedMessageException.class, () -> NotificationCodec.decode(0x800E, Bytes.fromHex("080182010161")));
  }

  private static String encoded(NotificationId id, Result result) {
    return NotificationCodec.of(NotificationKind.SLEEP, id, result).payload().toHex();
  }
}
