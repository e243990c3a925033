package dev.restatevertx.worker;

import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.log.Log;
import dev.restatevertx.log.Logs;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.worker.apply.PartitionStoreIo;
import dev.restatevertx.worker.lead.Leader;
import dev.restatevertx.worker.propose.Proposer;
import dev.restatevertx.worker.trim.DurabilityTracker;
import io.vertx.core.Future;

/** What a {@link PartitionProcessor} is put together from; the worker provides it for each partition. */
interface PartitionParts {
  GenerationalNodeId nodeId();

  Clock clock();

  Logs logs();

  PartitionStoreIo storeIo();

  PartitionStateMachine machine(PartitionState state);

  DurabilityTracker.Limits durabilityLimits();

  /** Bytes of records proposed and not yet committed. */
  long proposalBudget();

  /** Claims the next leader epoch. */
  Future<Long> claimEpoch(int partition);

  /** Everything a leadership consists of, not started. */
  Leader leader(PartitionProcessor processor, PartitionState state, Proposer proposer, Log log);
}
