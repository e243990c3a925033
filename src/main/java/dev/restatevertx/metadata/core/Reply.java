package dev.restatevertx.metadata.core;

import java.util.List;
import java.util.Optional;

/** What a store answers, once what it did is durable. */
public sealed interface Reply {
  /** The epoch is promised; this is what was there in that moment. */
  record Prepared(Epoch installed, Optional<MemberList> members, List<Entry> content) implements Reply {}

  /** An Install, Persist or Confirm was accepted. */
  record Accepted() implements Reply {}

  /** Nothing was done. */
  record Refused(Epoch promised, Epoch installed, Optional<MemberList> members) implements Reply {}

  /** An invariant of the protocol does not hold in this store; nothing was done. */
  record Broken(String reason) implements Reply {}
}
