package dev.restatevertx.invoker;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.AttemptFailure;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the invoker knows of an invocation.
 *
 * @param inFlight a stream to the endpoint is open
 * @param retryCount failed attempts since the task started on this leader
 * @param lastStartedAt epoch millis of the last attempt's start
 * @param nextRetryAt epoch millis, present while backing off
 * @param lastDeployment where the last attempt went
 * @param lastServer the endpoint's {@code x-restate-server}
 */
public record AttemptStatus(
    InvocationId id,
    boolean inFlight,
    int retryCount,
    OptionalLong lastStartedAt,
    OptionalLong nextRetryAt,
    Optional<AttemptFailure> lastFailure,
    Optional<DeploymentId> lastDeployment,
    Optional<String> lastServer) {}
