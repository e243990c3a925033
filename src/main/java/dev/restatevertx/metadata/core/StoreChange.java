package dev.restatevertx.metadata.core;

import java.util.List;

/** What a step of a store changes, to be made durable before its answer is sent. */
public sealed interface StoreChange {
  /** Another epoch is promised. */
  record Promised(Epoch epoch) implements StoreChange {}

  /** The whole content is another one. */
  record Installed(Epoch epoch, MemberList members, SequencerName sequencer, List<Entry> content)
      implements StoreChange {}

  /** One entry is another one. */
  record Persisted(Entry entry) implements StoreChange {}
}
