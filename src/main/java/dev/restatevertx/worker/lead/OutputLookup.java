package dev.restatevertx.worker.lead;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.worker.apply.StoreAccess;
import dev.restatevertx.worker.rpc.RequestDesk;
import io.vertx.core.Future;
import java.util.OptionalLong;

/** Reads the outcome of an invocation as far as it is known. */
public final class OutputLookup implements RequestDesk.Lookup {
  private final PartitionReads reads;
  private final StoreAccess access;

  public OutputLookup(PartitionReads reads, StoreAccess access) {
    this.reads = reads;
    this.access = access;
  }

  @Override
  public Future<PartitionReply> output(InvocationId id) {
    return access.read(
        () ->
            reads
                .invocation(id)
                .map(row -> reply(id, row))
                .orElseGet(() -> new PartitionReply.NotFound(id)));
  }

  private static PartitionReply reply(InvocationId id, InvocationRow row) {
    if (row.idempotencyKey().isEmpty() && row.target().kind() != TargetKind.WORKFLOW_RUN) {
      return new PartitionReply.NotSupported(id);
    }
    return switch (row.status()) {
      case InvocationStatus.Completed(var outcome, var completedAt) ->
          new PartitionReply.Completed(
              id, row.target(), outcome, OptionalLong.of(completedAt + row.retention().completionMillis()));
      case InvocationStatus.Scheduled _,
          InvocationStatus.Inboxed _,
          InvocationStatus.Invoked _,
          InvocationStatus.Suspended _,
          InvocationStatus.Paused _ ->
          new PartitionReply.NotReady(id);
    };
  }
}
