package dev.restatevertx.metadata.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients asked and were told, and whether one register per key could have told them that. */
final class History {
  private final Map<Long, Begun> begun = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private final Map<Long, OpResult> results = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private Optional<String> broken = Optional.empty();

  /** What an operation means to do. */
  record Intent(String key, boolean write, Condition precondition) {}

  private record Begun(Intent intent, long at) {}

  /** A certain answer: at some moment between begin and end the key was at this revision. */
  private record Seen(
      Intent intent, long begin, long end, long revision, long tag, boolean wrote, Optional<Entry> entry) {}

  void begin(long operation, Intent intent, long at) {
    begun.put(operation, new Begun(intent, at));
  }

  void done(long operation, OpResult result, long at) {
    Begun b = Optional.ofNullable(begun.remove(operation)).orElseThrow();
    results.put(operation, result);
    switch (result) {
      case OpResult.Read read -> see(b, at, read.stored(), false);
      case OpResult.Written(Entry entry) -> see(b, at, Optional.of(entry), true);
      case OpResult.NotWritten notWritten -> {
        count("refused precondition");
        see(b, at, notWritten.stored(), false);
      }
      case OpResult.Unknown _ -> count("outcome unknown");
      case OpResult.Unavailable _ -> count("unavailable");
    }
  }

  private void see(Begun b, long at, Optional<Entry> entry, boolean wrote) {
    count(wrote ? "write" : "read");
    entry.filter(Entry::isTombstone).ifPresent(_ -> count("tombstone seen"));
    seen.add(
        new Seen(
            b.intent(),
            b.at(),
            at,
            entry.map(Entry::revision).orElse(0L),
            entry.map(Entry::tag).orElse(0L),
            wrote,
            entry));
  }

  /** The client's process crashed: nobody was told anything. */
  void lost(long operation) {
    begun.remove(operation);
  }

  void broken(String reason) {
    broken = Optional.of(reason);
  }

  OpResult result(long operation) {
    return Optional.ofNullable(results.get(operation)).orElseThrow();
  }

  boolean isDone(long operation) {
    return results.containsKey(operation);
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  Map<String, Integer> counts() {
    return counts;
  }

  /** What is impossible in it, if anything is. */
  Optional<String> violation() {
    if (broken.isPresent()) {
      return broken;
    }
    Map<String, List<Seen>> byKey = new TreeMap<>();
    seen.forEach(s -> byKey.computeIfAbsent(s.intent().key(), _ -> new ArrayList<>()).add(s));
    for (List<Seen> key : byKey.values()) {
      Optional<String> wrong = violation(key);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> violation(List<Seen> all) {
    TreeMap<Long, Seen> byRevision = new TreeMap<>();
    for (Seen s : all) {
      Seen other = byRevision.putIfAbsent(s.revision(), s);
      if (other != null && other.tag() != s.tag()) {
        return Optional.of("two values at one revision: " + other + " and " + s);
      }
    }
    List<Seen> byBegin = all.stream().sorted((a, b) -> Long.compare(a.begin(), b.begin())).toList();
    List<Seen> byEnd = all.stream().sorted((a, b) -> Long.compare(a.end(), b.end())).toList();
    int ended = 0;
    long newest = 0;
    for (Seen s : byBegin) {
      for (; ended < byEnd.size() && byEnd.get(ended).end() < s.begin(); ended++) {
        newest = Math.max(newest, byEnd.get(ended).revision());
      }
      if (s.revision() < newest || (s.wrote() && s.revision() == newest)) {
        return Optional.of("went back behind revision " + newest + ": " + s);
      }
      Optional<String> unfit = unfit(s, byRevision.get(s.revision() - 1));
      if (unfit.isPresent()) {
        return unfit;
      }
    }
    return Optional.empty();
  }

  /** Whether a write took place although what was there before, if anybody saw it, does not fit its precondition. */
  private static Optional<String> unfit(Seen write, @Nullable Seen before) {
    if (!write.wrote() || before == null) {
      return Optional.empty();
    }
    Optional<Entry> value = before.entry().filter(e -> !e.isTombstone());
    boolean fits =
        switch (write.intent().precondition()) {
          case Condition.None() -> true;
          case Condition.DoesNotExist() -> value.isEmpty();
          case Condition.MatchesVersion(long version) -> value.isPresent() && value.get().version() == version;
        };
    return fits ? Optional.empty() : Optional.of("a write against its precondition: " + before + " then " + write);
  }
}
