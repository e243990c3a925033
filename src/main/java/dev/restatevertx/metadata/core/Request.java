package dev.restatevertx.metadata.core;

import java.util.List;

/** What is asked of a store. Each carries a member list; a store that is not in it refuses. */
public sealed interface Request {
  MemberList carried();

  /** Promise this epoch and show the content. */
  record Prepare(MemberList carried, Epoch epoch) implements Request {}

  /**
   * Replace the whole content.
   *
   * @param members what is installed; during the last step of a change not the list that is carried
   */
  record Install(
      MemberList carried, Epoch epoch, MemberList members, SequencerName sequencer, List<Entry> content)
      implements Request {}

  /** Take one entry. */
  record Persist(MemberList carried, Epoch epoch, Entry entry) implements Request {}

  /** Is this still the epoch? */
  record Confirm(MemberList carried, Epoch epoch) implements Request {}
}
