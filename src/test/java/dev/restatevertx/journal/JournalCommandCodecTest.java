package dev.restatevertx.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.restatevertx.base.AwakeableId;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.protocol.MalformedMessageException;
import dev.restatevertx.protocol.proto.AttachInvocationCommand;
import dev.restatevertx.protocol.proto.CallCommand;
import dev.restatevertx.protocol.proto.ClearAllStateCommand;
import dev.restatevertx.protocol.proto.ClearStateCommand;
import dev.restatevertx.protocol.proto.CompleteAwakeableCommand;
import dev.restatevertx.protocol.proto.CompletePromiseCommand;
import dev.restatevertx.protocol.proto.GetEagerStateCommand;
import dev.restatevertx.protocol.proto.GetEagerStateKeysCommand;
import dev.restatevertx.protocol.proto.GetInvocationOutputCommand;
import dev.restatevertx.protocol.proto.GetLazyStateCommand;
import dev.restatevertx.protocol.proto.GetLazyStateKeysCommand;
import dev.restatevertx.protocol.proto.GetPromiseCommand;
import dev.restatevertx.protocol.proto.IdempotentRequestTarget;
import dev.restatevertx.protocol.proto.InputCommand;
import dev.restatevertx.protocol.proto.OneWayCallCommand;
import dev.restatevertx.protocol.proto.OutputCommand;
import dev.restatevertx.protocol.proto.PeekPromiseCommand;
import dev.restatevertx.protocol.proto.RunCommand;
import dev.restatevertx.protocol.proto.SendSignalCommand;
import dev.restatevertx.protocol.proto.SetStateCommand;
import dev.restatevertx.protocol.proto.SleepCommand;
import dev.restatevertx.protocol.proto.Value;
import dev.restatevertx.protocol.proto.Void;
import dev.restatevertx.protocol.proto.WorkflowTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalCommandCodecTest {
  private static final InvocationId CALLEE = new InvocationId(1, 2, 3);
  private static final Bytes KEY = Bytes.utf8("k");
  private static final Bytes CONTENT = Bytes.utf8("v");

  private final List<CallRequest> calls = new ArrayList<>();
  private final List<AttachTarget> attachTargets = new ArrayList<>();
  private final References references =
      new References() {
        @Override
        public ResolvedCall callee(CallRequest request) {
          calls.add(request);
          return new ResolvedCall(
              CALLEE,
              InvocationTarget.service(request.service(), request.handler()),
              request.parameter(),
              request.headers(),
              request.idempotencyKey(),
              Retention.NONE);
        }

        @Override
        public InvocationId invocation(AttachTarget target) {
          attachTargets.add(target);
          return CALLEE;
        }
      };

  @Test
  void readsStateCommands() {
    Bytes payload = payload(SetStateCommand.newBuilder().setKey(bytes(KEY)).setValue(value()).setName("n").build());
    assertEquals(new JournalCommand.SetState(payload, "n", KEY, CONTENT), decode(0x0403, payload));
    Bytes empty = payload(SetStateCommand.newBuilder().setKey(bytes(KEY)).setValue(Value.newBuilder()).build());
    assertEquals(new JournalCommand.SetState(empty, "", KEY, Bytes.EMPTY), decode(0x0403, empty));
    payload = payload(GetLazyStateCommand.newBuilder().setKey(bytes(KEY)).setResultCompletionId(3).build());
    assertEquals(new JournalCommand.GetLazyState(payload, "", KEY, 3), decode(0x0402, payload));
    payload = payload(ClearStateCommand.newBuilder().setKey(bytes(KEY)).build());
    assertEquals(new JournalCommand.ClearState(payload, "", KEY), decode(0x0404, payload));
    payload = payload(ClearAllStateCommand.newBuilder().setName("all").build());
    assertEquals(new JournalCommand.ClearAllState(payload, "all"), decode(0x0405, payload));
    payload = payload(GetLazyStateKeysCommand.newBuilder().setResultCompletionId(4).build());
    assertEquals(new JournalCommand.GetLazyStateKeys(payload, "", 4), decode(0x0406, payload));
    payload = payload(GetEagerStateCommand.newBuilder().setKey(bytes(KEY)).setVoid(Void.newBuilder()).build());
    assertEquals(new JournalCommand.GetEagerState(payload, ""), decode(0x0407, payload));
    payload = payload(GetEagerStateKeysCommand.newBuilder().setName("keys").build());
    assertEquals(new JournalCommand.GetEagerStateKeys(payload, "keys"), decode(0x0408, payload));
  }

  @Test
  void readsInputAndOutput() {
    JournalCommand.Input input = JournalCommandCodec.input(List.of(new Header("a", "b")), CONTENT);
    assertEquals(input, decode(0x0400, input.payload()));
    assertEquals(List.of(new Header("a", "b")), JournalCommandCodec.inputHeaders(input.payload()));
    assertSame(input.payload().array(), input.argument().array());
    Bytes expected =
        payload(
            InputCommand.newBuilder()
                .addHeaders(dev.restatevertx.protocol.proto.Header.newBuilder().setKey("a").setValue("b"))
                .setValue(value())
                .build());
    assertEquals(expected, input.payload());
    assertEquals("7200", JournalCommandCodec.input(List.of(), Bytes.EMPTY).payload().toHex());

    Bytes success = payload(OutputCommand.newBuilder().setValue(value()).setName("o").build());
    assertEquals(
        new JournalCommand.Output(success, "o", new Outcome.Success(CONTENT)), decode(0x0401, success));
    Bytes failure = payload(OutputCommand.newBuilder().setFailure(failure()).build());
    assertEquals(
        new JournalCommand.Output(
            failure, "", new Outcome.Failed(new Failure(409, "no", List.of(new Failure.Entry("a", "b"))))),
        decode(0x0401, failure));
    assertThrows(MalformedMessageException.class, () -> decode(0x0401, Bytes.EMPTY));
  }

  @Test
  void readsCalls() {
    Bytes payload =
        payload(
            CallCommand.newBuilder()
                .setServiceName("S")
                .setHandlerName("h")
                .setParameter(bytes(CONTENT))
                .addHeaders(dev.restatevertx.protocol.proto.Header.newBuilder().setKey("a").setValue("b"))
                .setKey("k")
                .setIdempotencyKey("")
                .setInvocationIdNotificationIdx(5)
                .setResultCompletionId(6)
                .setName("c")
                .build());
    JournalCommand.Call call = (JournalCommand.Call) decode(0x040D, payload);
    assertEquals(
        new CallRequest(
            "S",
            "h",
            "k",
            CONTENT,
            List.of(new Header("a", "b")),
            Optional.of(""),
            Optional.empty(),
            Optional.empty()),
        calls.getFirst());
    assertEquals(List.of(5, 6), List.of(call.invocationIdCompletionId(), call.completionId()));
    assertSame(payload.array(), call.callee().parameter().array());

    Bytes oneWay =
        payload(
            OneWayCallCommand.newBuilder()
                .setServiceName("S")
                .setHandlerName("h")
                .setInvokeTime(77)
                .setInvocationIdNotificationIdx(8)
                .setScope("s")
                .setLimitKey("l")
                .build());
    JournalCommand.OneWayCall send = (JournalCommand.OneWayCall) decode(0x040E, oneWay);
    assertEquals(77, send.invokeTime());
    assertEquals(8, send.invocationIdCompletionId());
    assertEquals(Optional.of("s"), calls.get(1).scope());
    assertEquals(Optional.of("l"), calls.get(1).limitKey());
  }

  @Test
  void readsTimersRunsAndPromises() {
    Bytes payload = payload(SleepCommand.newBuilder().setWakeUpTime(1L << 40).setResultCompletionId(2).build());
    assertEquals(new JournalCommand.Sleep(payload, "", 1L << 40, 2), decode(0x040C, payload));
    payload = payload(RunCommand.newBuilder().setResultCompletionId(1).setName("s").build());
    assertEquals(new JournalCommand.Run(payload, "s", 1), decode(0x0411, payload));
    payload = payload(GetPromiseCommand.newBuilder().setKey("p").setResultCompletionId(1).build());
    assertEquals(new JournalCommand.GetPromise(payload, "", "p", 1), decode(0x0409, payload));
    payload = payload(PeekPromiseCommand.newBuilder().setKey("p").setResultCompletionId(1).build());
    assertEquals(new JournalCommand.PeekPromise(payload, "", "p", 1), decode(0x040A, payload));
    payload =
        payload(
            CompletePromiseCommand.newBuilder()
                .setKey("p")
                .setValue(value())
                .setResultCompletionId(1)
                .build());
    assertEquals(
        new JournalCommand.CompletePromise(payload, "", "p", new Outcome.Success(CONTENT), 1),
        decode(0x040B, payload));
  }

  @Test
  void readsCommandsOnOtherInvocations() {
    Bytes payload =
        payload(
            SendSignalCommand.newBuilder()
                .setTargetInvocationId(CALLEE.toString())
                .setIdx(1)
                .setVoid(Void.newBuilder())
                .build());
    assertEquals(
        new JournalCommand.SendSignal(payload, "", CALLEE, SignalId.CANCEL, Result.NOTHING),
        decode(0x0410, payload));
    payload =
        payload(
            SendSignalCommand.newBuilder()
                .setTargetInvocationId(CALLEE.toString())
                .setSignalName("go")
                .setValue(value())
                .setEntryName("e")
                .build());
    assertEquals(
        new JournalCommand.SendSignal(
            payload, "e", CALLEE, new SignalId.Named("go"), new Result.Value(CONTENT)),
        decode(0x0410, payload));
    payload =
        payload(
            CompleteAwakeableCommand.newBuilder()
                .setAwakeableId(new AwakeableId(CALLEE, 17).toString())
                .setValue(value())
                .build());
    assertEquals(
        new JournalCommand.CompleteAwakeable(
            payload, "", CALLEE, new SignalId.Index(17), new Outcome.Success(CONTENT)),
        decode(0x0414, payload));
    payload =
        payload(
            AttachInvocationCommand.newBuilder()
                .setInvocationId(CALLEE.toString())
                .setResultCompletionId(1)
                .build());
    assertEquals(new JournalCommand.AttachInvocation(payload, "", CALLEE, 1), decode(0x0412, payload));
    payload =
        payload(
            GetInvocationOutputCommand.newBuilder()
                .setIdempotentRequestTarget(
                    IdempotentRequestTarget.newBuilder()
                        .setService("S")
                        .setServiceKey("k")
                        .setHandler("h")
                        .setIdempotencyKey("i"))
                .build());
    assertEquals(new JournalCommand.GetInvocationOutput(payload, "", CALLEE, 0), decode(0x0413, payload));
    payload =
        payload(
            AttachInvocationCommand.newBuilder()
                .setWorkflowTarget(WorkflowTarget.newBuilder().setName("W").setKey("k"))
                .build());
    decode(0x0412, payload);
    assertEquals(
        List.of(
            new AttachTarget.Idempotent("S", Optional.of("k"), "h", "i"), new AttachTarget.Workflow("W", "k")),
        attachTargets);
  }

  @Test
  void refusesBadIdsAndUnknownTypes() {
    assertThrows(
        IdFormatException.class,
        () -> decode(0x0414, payload(CompleteAwakeableCommand.newBuilder().setAwakeableId("x").build())));
    assertThrows(
        IdFormatException.class,
        () -> decode(0x0412, payload(AttachInvocationCommand.newBuilder().setInvocationId("inv_1").build())));
    assertThrows(MalformedMessageException.class, () -> decode(0x0412, Bytes.EMPTY));
    assertThrows(MalformedMessageException.class, () -> decode(0x040F, Bytes.EMPTY));
    assertThrows(MalformedMessageException.class, () -> decode(0x04FF, Bytes.EMPTY));
    assertThrows(MalformedMessageException.class, () -> decode(0x0403, Bytes.fromHex("0a016b")));
  }

  private JournalCommand decode(int type, Bytes payload) {
    return JournalCommandCodec.decode(type, payload, references);
  }

  private static Bytes payload(MessageLite message) {
    return Bytes.wrap(message.toByteArray());
  }

  private static ByteString bytes(Bytes bytes) {
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private static Value value() {
    return Value.newBuilder().setContent(bytes(CONTENT)).build();
  }

  private static dev.restatevertx.protocol.proto.Failure failure() {
    return dev.restatevertx.protocol.proto.Failure.newBuilder()
        .setCode(409)
        .setMessage("no")
        .addMetadata(dev.restatevertx.protocol.proto.FailureMetadata.newBuilder().setKey("a").setValue("b"))
        .build();
  }
}
