package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.SignalId;

/**
 * What a handler did, as far as the server has to know it. {@code payload} is the message the SDK sent, verbatim, and
 * what is replayed; the other components are read from it (and, for calls and targets of other invocations, resolved).
 */
public sealed interface JournalCommand extends JournalEntry {
  /** The entry's name as given by the user's code, may be empty. */
  String name();

  /** Entry 0 of every journal, written by the server. */
  record Input(Bytes payload, String name, Bytes argument) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0400;
    }
  }

  record Output(Bytes payload, String name, Outcome outcome) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0401;
    }
  }

  record GetLazyState(Bytes payload, String name, Bytes key, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0402;
    }
  }

  record SetState(Bytes payload, String name, Bytes key, Bytes value) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0403;
    }
  }

  record ClearState(Bytes payload, String name, Bytes key) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0404;
    }
  }

  record ClearAllState(Bytes payload, String name) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0405;
    }
  }

  record GetLazyStateKeys(Bytes payload, String name, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0406;
    }
  }

  record GetEagerState(Bytes payload, String name) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0407;
    }
  }

  record GetEagerStateKeys(Bytes payload, String name) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0408;
    }
  }

  record GetPromise(Bytes payload, String name, String key, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0409;
    }
  }

  record PeekPromise(Bytes payload, String name, String key, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x040A;
    }
  }

  record CompletePromise(Bytes payload, String name, String key, Outcome completion, int completionId)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x040B;
    }
  }

  /** {@code wakeUpTime} in epoch millis. */
  record Sleep(Bytes payload, String name, long wakeUpTime, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x040C;
    }
  }

  record Call(Bytes payload, String name, ResolvedCall callee, int invocationIdCompletionId, int completionId)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x040D;
    }
  }

  /** {@code invokeTime} in epoch millis, 0 for at once. */
  record OneWayCall(Bytes payload, String name, ResolvedCall callee, long invokeTime, int invocationIdCompletionId)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x040E;
    }
  }

  record SendSignal(Bytes payload, String name, InvocationId target, SignalId signal, Result result)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0410;
    }
  }

  record Run(Bytes payload, String name, int completionId) implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0411;
    }
  }

  record AttachInvocation(Bytes payload, String name, InvocationId target, int completionId)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0412;
    }
  }

  record GetInvocationOutput(Bytes payload, String name, InvocationId target, int completionId)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0413;
    }
  }

  /** {@code target} and {@code signal} are what the awakeable id names. */
  record CompleteAwakeable(Bytes payload, String name, InvocationId target, SignalId signal, Outcome outcome)
      implements JournalCommand {
    @Override
    public int wireType() {
      return 0x0414;
    }
  }
}
