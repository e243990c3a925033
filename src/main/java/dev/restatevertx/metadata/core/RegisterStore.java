package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Check;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One store of the register. The caller makes the change of each step durable before it sends the step's answer; the
 * changes of several steps may share one write, in order. After a failed write this object is ahead of the disk and
 * must be dropped.
 */
public final class RegisterStore {
  private final Member self;
  private Epoch promised;
  private Epoch installed;
  private Optional<MemberList> members;
  private final TreeMap<String, Entry> entries;

  /** What a request came to. */
  public record Step(Reply reply, Optional<StoreChange> change) {}

  public RegisterStore(StoreImage image) {
    self = image.self();
    promised = image.promised();
    installed = image.installed();
    members = image.members();
    entries = new TreeMap<>(image.entries());
  }

  public Member self() {
    return self;
  }

  public Epoch promised() {
    return promised;
  }

  public Epoch installed() {
    return installed;
  }

  public Optional<MemberList> members() {
    return members;
  }

  /** Serves a request. */
  public Step handle(Request request) {
    if (!request.carried().contains(self)) {
      return refused();
    }
    return switch (request) {
      case Request.Prepare prepare -> prepare(prepare);
      case Request.Install install -> install(install);
      case Request.Persist persist -> persist(persist);
      case Request.Confirm confirm -> isCurrent(confirm.epoch()) ? accepted() : refused();
    };
  }

  private Step prepare(Request.Prepare request) {
    // Strictly after: a repeated Prepare of a recovery that was overtaken meanwhile must not be granted again.
    if (!request.epoch().isAfter(promised)) {
      return refused();
    }
    promised = request.epoch();
    return new Step(
        new Reply.Prepared(installed, members, List.copyOf(entries.values())),
        Optional.of(new StoreChange.Promised(promised)));
  }

  private Step install(Request.Install request) {
    if (isCurrent(request.epoch())) {
      // Repeated: the content may be newer by now and stays.
      return accepted();
    }
    if (!promised.equals(request.epoch()) || !request.epoch().isAfter(installed)) {
      return refused();
    }
    installed = request.epoch();
    members = Optional.of(request.members());
    entries.clear();
    request.content().forEach(e -> entries.put(e.key(), e));
    return new Step(
        new Reply.Accepted(),
        Optional.of(
            new StoreChange.Installed(installed, request.members(), request.sequencer(), request.content())));
  }

  private Step persist(Request.Persist request) {
    if (!isCurrent(request.epoch())) {
      return refused();
    }
    Entry entry = request.entry();
    Entry stored = entries.get(entry.key());
    long revision = stored == null ? 0 : stored.revision();
    if (entry.revision() > revision) {
      entries.put(entry.key(), entry);
      return new Step(new Reply.Accepted(), Optional.of(new StoreChange.Persisted(entry)));
    }
    if (stored != null && entry.revision() == revision && entry.tag() != stored.tag()) {
      String reason =
          "Expected one entry of '" + entry.key() + "' at revision " + revision + " of " + installed
              + ", but there are two";
      return new Step(new Reply.Broken(reason), Optional.empty());
    }
    // An older entry that arrives late, or a repeated one: what is stored already covers it.
    return accepted();
  }

  private boolean isCurrent(Epoch epoch) {
    return promised.equals(epoch) && installed.equals(epoch);
  }

  private static Step accepted() {
    return new Step(new Reply.Accepted(), Optional.empty());
  }

  private Step refused() {
    Check.that(installed.compareTo(promised) <= 0, "Expected %s installed at or before %s", installed, promised);
    return new Step(new Reply.Refused(promised, installed, members), Optional.empty());
  }
}
