package dev.restatevertx.partition.transition;

import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.Progress;

/** What leaders tell about themselves and their stores. */
final class Leadership {
  private Leadership() {}

  /** The dedup of the record has fenced all earlier epochs already. */
  static void announce(Step step, Command.AnnounceLeader announce) {
    step.act(new Action.LeaderAnnounced(announce.leaderEpoch(), announce.range()));
  }

  static void updateDurability(Step step, long lsn) {
    Progress progress = step.state().progress();
    if (lsn > progress.durableLsn()) {
      step.state().progress(progress.withDurable(lsn));
      step.act(new Action.TrimLog(lsn));
    }
  }
}
