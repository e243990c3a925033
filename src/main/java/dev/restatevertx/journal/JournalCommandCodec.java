package dev.restatevertx.journal;

import dev.restatevertx.base.AwakeableId;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.protocol.MalformedMessageException;
import dev.restatevertx.protocol.MessageReader;
import dev.restatevertx.protocol.MessageType;
import dev.restatevertx.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands of protocol V5 and V6 from the messages that SDKs send. Keys, values and parameters of the result are
 * slices of the payload.
 */
public final class JournalCommandCodec {
  private static final int NAME = 12;
  private static final int COMPLETION_ID = 11;

  private JournalCommandCodec() {}

  /**
   * Reads a command.
   *
   * @throws MalformedMessageException if the type is no command's or the bytes are not of that type
   * @throws dev.restatevertx.base.IdFormatException if an invocation or awakeable id in it is none
   */
  public static JournalCommand decode(int wireType, Bytes payload, References references) {
    return switch (wireType) {
      case MessageType.INPUT -> input(payload);
      case MessageType.OUTPUT -> output(payload);
      case MessageType.GET_LAZY_STATE -> getLazyState(payload);
      case MessageType.SET_STATE -> setState(payload);
      case MessageType.CLEAR_STATE -> clearState(payload);
      case MessageType.CLEAR_ALL_STATE -> new JournalCommand.ClearAllState(payload, name(payload));
      case MessageType.GET_LAZY_STATE_KEYS ->
          new JournalCommand.GetLazyStateKeys(payload, name(payload), completionId(payload));
      case MessageType.GET_EAGER_STATE -> new JournalCommand.GetEagerState(payload, name(payload));
      case MessageType.GET_EAGER_STATE_KEYS -> new JournalCommand.GetEagerStateKeys(payload, name(payload));
      case MessageType.GET_PROMISE ->
          new JournalCommand.GetPromise(payload, name(payload), text(payload, 1), completionId(payload));
      case MessageType.PEEK_PROMISE ->
          new JournalCommand.PeekPromise(payload, name(payload), text(payload, 1), completionId(payload));
      case MessageType.COMPLETE_PROMISE -> completePromise(payload);
      case MessageType.SLEEP -> sleep(payload);
      case MessageType.CALL -> call(payload, references);
      case MessageType.ONE_WAY_CALL -> oneWayCall(payload, references);
      case MessageType.SEND_SIGNAL -> sendSignal(payload);
      case MessageType.RUN -> new JournalCommand.Run(payload, name(payload), completionId(payload));
      case MessageType.ATTACH_INVOCATION ->
          new JournalCommand.AttachInvocation(
              payload, name(payload), attachTarget(payload, references), completionId(payload));
      case MessageType.GET_INVOCATION_OUTPUT ->
          new JournalCommand.GetInvocationOutput(
              payload, name(payload), attachTarget(payload, references), completionId(payload));
      case MessageType.COMPLETE_AWAKEABLE -> completeAwakeable(payload);
      default ->
          throw new MalformedMessageException(
              "Expected a command, but got message type " + MessageType.toText(wireType));
    };
  }

  /** Entry 0 of a new journal. */
  public static JournalCommand.Input input(List<Header> headers, Bytes argument) {
    MessageWriter writer = new MessageWriter(argument.length() + 64 * headers.size() + 16);
    headers.forEach(header -> Values.writeHeader(writer, 1, header));
    Values.writeValue(writer, 14, argument);
    Bytes payload = writer.toBytes();
    return new JournalCommand.Input(
        payload, "", payload.slice(payload.length() - argument.length(), payload.length()));
  }

  /** The headers that an Input command carries. */
  public static List<Header> inputHeaders(Bytes payload) {
    List<Header> headers = new ArrayList<>();
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      if (reader.field() == 1) {
        headers.add(Values.readHeader(reader.message()));
      }
    }
    return headers;
  }

  private static JournalCommand input(Bytes payload) {
    Bytes argument = Bytes.EMPTY;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case NAME -> name = reader.text();
        case 14 -> argument = Values.readValue(reader.message());
        default -> {}
      }
    }
    return new JournalCommand.Input(payload, name, argument);
  }

  private static JournalCommand output(Bytes payload) {
    Outcome outcome = null;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case NAME -> name = reader.text();
        case 14 -> outcome = success(reader);
        case 15 -> outcome = failed(reader);
        default -> {}
      }
    }
    return new JournalCommand.Output(payload, name, require(outcome, "a result in Output"));
  }

  private static JournalCommand getLazyState(Bytes payload) {
    return new JournalCommand.GetLazyState(payload, name(payload), bytes(payload, 1), completionId(payload));
  }

  private static JournalCommand setState(Bytes payload) {
    Bytes key = Bytes.EMPTY;
    Bytes value = null;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> key = reader.bytes();
        case 3 -> value = Values.readValue(reader.message());
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.SetState(payload, name, key, require(value, "a value in SetState"));
  }

  private static JournalCommand clearState(Bytes payload) {
    return new JournalCommand.ClearState(payload, name(payload), bytes(payload, 1));
  }

  private static JournalCommand completePromise(Bytes payload) {
    String key = "";
    Outcome completion = null;
    int completionId = 0;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> key = reader.text();
        case 2 -> completion = success(reader);
        case 3 -> completion = failed(reader);
        case COMPLETION_ID -> completionId = reader.u32();
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.CompletePromise(
        payload, name, key, require(completion, "a completion in CompletePromise"), completionId);
  }

  private static JournalCommand sleep(Bytes payload) {
    long wakeUpTime = 0;
    int completionId = 0;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> wakeUpTime = reader.u64();
        case COMPLETION_ID -> completionId = reader.u32();
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.Sleep(payload, name, wakeUpTime, completionId);
  }

  private static JournalCommand call(Bytes payload, References references) {
    CallFields fields = new CallFields();
    int invocationIdCompletionId = 0;
    int completionId = 0;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> fields.service = reader.text();
        case 2 -> fields.handler = reader.text();
        case 3 -> fields.parameter = reader.bytes();
        case 4 -> fields.headers.add(Values.readHeader(reader.message()));
        case 5 -> fields.key = reader.text();
        case 6 -> fields.idempotencyKey = Optional.of(reader.text());
        case 7 -> fields.scope = Optional.of(reader.text());
        case 8 -> fields.limitKey = Optional.of(reader.text());
        case 10 -> invocationIdCompletionId = reader.u32();
        case COMPLETION_ID -> completionId = reader.u32();
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.Call(
        payload, name, references.callee(fields.toRequest()), invocationIdCompletionId, completionId);
  }

  private static JournalCommand oneWayCall(Bytes payload, References references) {
    CallFields fields = new CallFields();
    long invokeTime = 0;
    int invocationIdCompletionId = 0;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> fields.service = reader.text();
        case 2 -> fields.handler = reader.text();
        case 3 -> fields.parameter = reader.bytes();
        case 4 -> invokeTime = reader.u64();
        case 5 -> fields.headers.add(Values.readHeader(reader.message()));
        case 6 -> fields.key = reader.text();
        case 7 -> fields.idempotencyKey = Optional.of(reader.text());
        case 8 -> fields.scope = Optional.of(reader.text());
        case 9 -> fields.limitKey = Optional.of(reader.text());
        case 10 -> invocationIdCompletionId = reader.u32();
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.OneWayCall(
        payload, name, references.callee(fields.toRequest()), invokeTime, invocationIdCompletionId);
  }

  private static JournalCommand sendSignal(Bytes payload) {
    String target = "";
    SignalId signal = null;
    Result result = null;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> target = reader.text();
        case 2 -> signal = new SignalId.Index(reader.u32());
        case 3 -> signal = new SignalId.Named(reader.text());
        case 4 -> result = Result.NOTHING;
        case 5 -> result = Result.of(success(reader));
        case 6 -> result = Result.of(failed(reader));
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    return new JournalCommand.SendSignal(
        payload,
        name,
        InvocationId.parse(target),
        require(signal, "a signal id in SendSignal"),
        require(result, "a result in SendSignal"));
  }

  private static JournalCommand completeAwakeable(Bytes payload) {
    String awakeable = "";
    Outcome outcome = null;
    String name = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> awakeable = reader.text();
        case 2 -> outcome = success(reader);
        case 3 -> outcome = failed(reader);
        case NAME -> name = reader.text();
        default -> {}
      }
    }
    AwakeableId id = AwakeableId.parse(awakeable);
    return new JournalCommand.CompleteAwakeable(
        payload,
        name,
        id.invocation(),
        new SignalId.Index(id.signalIndex()),
        require(outcome, "a result in CompleteAwakeable"));
  }

  private static InvocationId attachTarget(Bytes payload, References references) {
    InvocationId target = null;
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> target = InvocationId.parse(reader.text());
        case 3 -> target = references.invocation(idempotentTarget(reader.message()));
        case 4 -> target = references.invocation(workflowTarget(reader.message()));
        default -> {}
      }
    }
    return require(target, "a target to attach to");
  }

  private static AttachTarget idempotentTarget(MessageReader reader) {
    String service = "";
    Optional<String> key = Optional.empty();
    String handler = "";
    String idempotencyKey = "";
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> service = reader.text();
        case 2 -> key = Optional.of(reader.text());
        case 3 -> handler = reader.text();
        case 4 -> idempotencyKey = reader.text();
        default -> {}
      }
    }
    return new AttachTarget.Idempotent(service, key, handler, idempotencyKey);
  }

  private static AttachTarget workflowTarget(MessageReader reader) {
    String service = "";
    String key = "";
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> service = reader.text();
        case 2 -> key = reader.text();
        default -> {}
      }
    }
    return new AttachTarget.Workflow(service, key);
  }

  private static Outcome success(MessageReader reader) {
    return new Outcome.Success(Values.readValue(reader.message()));
  }

  private static Outcome failed(MessageReader reader) {
    return new Outcome.Failed(Values.readFailure(reader.message()));
  }

  private static String name(Bytes payload) {
    return text(payload, NAME);
  }

  private static String text(Bytes payload, int field) {
    String value = "";
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      if (reader.field() == field) {
        value = reader.text();
      }
    }
    return value;
  }

  private static Bytes bytes(Bytes payload, int field) {
    Bytes value = Bytes.EMPTY;
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      if (reader.field() == field) {
        value = reader.bytes();
      }
    }
    return value;
  }

  private static int completionId(Bytes payload) {
    int value = 0;
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      if (reader.field() == COMPLETION_ID) {
        value = reader.u32();
      }
    }
    return value;
  }

  private static <T> T require(@Nullable T value, String expected) {
    if (value == null) {
      throw new MalformedMessageException("Expected " + expected + ", but there is none");
    }
    return value;
  }

  /** What Call and OneWayCall have in common, while it is read. */
  private static final class CallFields {
    private String service = "";
    private String handler = "";
    private String key = "";
    private Bytes parameter = Bytes.EMPTY;
    private final List<Header> headers = new ArrayList<>();
    private Optional<String> idempotencyKey = Optional.empty();
    private Optional<String> scope = Optional.empty();
    private Optional<String> limitKey = Optional.empty();

    private CallRequest toRequest() {
      return new CallRequest(service, handler, key, parameter, headers, idempotencyKey, scope, limitKey);
    }
  }
}
