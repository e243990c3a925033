package dev.restatevertx.partition.state;

import dev.restatevertx.base.DeploymentId;

/** Where an invocation has to run from its first effect on. */
public record Pin(DeploymentId deployment, int protocolVersion) {}
