package dev.restatevertx.partition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.ResolvedCall;
import dev.restatevertx.journal.Result;
import java.util.List;
import java.util.Optional;

/** Journal commands as an SDK would send them; payloads are made up, and values lie within them as real ones do. */
final class Entries {
  private Entries() {}

  static Bytes text(String text) {
    return Bytes.utf8(text);
  }

  private static Bytes payload(String value) {
    return Bytes.utf8("p:" + value);
  }

  private static Bytes value(Bytes payload) {
    return payload.slice(2, payload.length());
  }

  static JournalCommand.Output output(String value) {
    Bytes payload = payload(value);
    return new JournalCommand.Output(payload, "", new Outcome.Success(value(payload)));
  }

  static JournalCommand.Output failure(int code, String message) {
    return new JournalCommand.Output(payload(message), "", new Outcome.Failed(Failure.of(code, message)));
  }

  static JournalCommand.SetState set(String key, String value) {
    Bytes payload = payload(value);
    return new JournalCommand.SetState(payload, "", text(key), value(payload));
  }

  static JournalCommand.ClearState clear(String key) {
    return new JournalCommand.ClearState(payload(key), "", text(key));
  }

  static JournalCommand.ClearAllState clearAll() {
    return new JournalCommand.ClearAllState(payload(""), "");
  }

  static JournalCommand.GetLazyState get(String key, int completion) {
    return new JournalCommand.GetLazyState(payload(key), "", text(key), completion);
  }

  static JournalCommand.GetLazyStateKeys keys(int completion) {
    return new JournalCommand.GetLazyStateKeys(payload(""), "", completion);
  }

  static JournalCommand.GetPromise getPromise(String key, int completion) {
    return new JournalCommand.GetPromise(payload(key), "", key, completion);
  }

  static JournalCommand.PeekPromise peekPromise(String key, int completion) {
    return new JournalCommand.PeekPromise(payload(key), "", key, completion);
  }

  static JournalCommand.CompletePromise completePromise(String key, String value, int completion) {
    Bytes payload = payload(value);
    return new JournalCommand.CompletePromise(payload, "", key, new Outcome.Success(value(payload)), completion);
  }

  static JournalCommand.Sleep sleep(long wakeUpTime, int completion) {
    return new JournalCommand.Sleep(payload("sleep"), "nap", wakeUpTime, completion);
  }

  static JournalCommand.Run run(int completion) {
    return new JournalCommand.Run(payload("run"), "step", completion);
  }

  static Notification runResult(int completion, String value) {
    return NotificationCodec.of(
        NotificationKind.RUN, new NotificationId.Completion(completion), new Result.Value(text(value)));
  }

  static ResolvedCall callee(InvocationId id, InvocationTarget target, Retention retention, Bytes parameter) {
    return new ResolvedCall(id, target, parameter, List.of(), Optional.empty(), retention);
  }

  static JournalCommand.Call call(
      InvocationId id, InvocationTarget target, Retention retention, int idCompletion, int completion) {
    Bytes payload = payload("call");
    return new JournalCommand.Call(
        payload, "", callee(id, target, retention, value(payload)), idCompletion, completion);
  }

  static JournalCommand.OneWayCall oneWay(
      InvocationId id, InvocationTarget target, Retention retention, long time, int idCompletion) {
    Bytes payload = payload("oneway");
    return new JournalCommand.OneWayCall(
        payload, "", callee(id, target, retention, value(payload)), time, idCompletion);
  }

  static JournalCommand.SendSignal signal(InvocationId target, SignalId signal) {
    return new JournalCommand.SendSignal(payload("signal"), "", target, signal, Result.NOTHING);
  }

  static JournalCommand.CompleteAwakeable completeAwakeable(InvocationId target, int index, String value) {
    Bytes payload = payload(value);
    return new JournalCommand.CompleteAwakeable(
        payload, "", target, new SignalId.Index(index), new Outcome.Success(value(payload)));
  }

  static JournalCommand.AttachInvocation attach(InvocationId target, int completion) {
    return new JournalCommand.AttachInvocation(payload("attach"), "", target, completion);
  }

  static JournalCommand.GetInvocationOutput getOutput(InvocationId target, int completion) {
    return new JournalCommand.GetInvocationOutput(payload("getoutput"), "", target, completion);
  }
}
