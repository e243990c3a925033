package dev.restatevertx.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * Attempts and their connections, section {@code [worker.invoker]}.
 *
 * @param inactivityTimeout silence after which an attempt is asked to suspend
 * @param abortTimeout silence after that, after which it is aborted
 * @param messageSizeWarning bytes of one message from which on a warning is logged
 * @param messageSizeLimit bytes of one message
 * @param eagerStateSizeLimit bytes of state sent along with the start of an attempt
 * @param concurrentInvocationsLimit attempts at work at once in one partition; empty = no limit
 * @param inMemoryQueueLengthLimit invocations of a partition that wait in memory
 * @param memoryLimit bytes of all attempts together
 * @param perInvocationMemoryLimit bytes of one attempt
 * @param perInvocationInitialMemory bytes reserved when an attempt starts
 * @param disableEagerState whether attempts start without any state
 * @param requestCompressionThreshold bytes of a request from which on it is compressed (Lambda); empty = never
 * @param requestIdentityKey PEM file with the key that signs requests to endpoints
 * @param invocationThrottling of attempts started
 * @param actionThrottling of messages handled
 */
public record InvokerConfig(
    Duration inactivityTimeout,
    Duration abortTimeout,
    long messageSizeWarning,
    long messageSizeLimit,
    long eagerStateSizeLimit,
    OptionalInt concurrentInvocationsLimit,
    int inMemoryQueueLengthLimit,
    long memoryLimit,
    long perInvocationMemoryLimit,
    long perInvocationInitialMemory,
    boolean disableEagerState,
    int maxAwaitedFutureDepth,
    SequencedMap<String, String> additionalRequestHeaders,
    Duration connectTimeout,
    Http2ClientConfig http2,
    Optional<Long> requestCompressionThreshold,
    Optional<Path> requestIdentityKey,
    Duration requestIdentityExpiration,
    Optional<String> httpProxy,
    Optional<String> noProxy,
    Optional<String> awsProfile,
    Optional<String> awsAssumeRoleExternalId,
    Optional<String> tmpDir,
    Optional<RateLimit> invocationThrottling,
    Optional<RateLimit> actionThrottling) {}
