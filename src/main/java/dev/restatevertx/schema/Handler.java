package dev.restatevertx.schema;

import dev.restatevertx.invocation.TargetKind;

/** A handler of a service revision. */
public record Handler(
    String name, TargetKind kind, InputRules input, OutputRules output, Settings settings, Notes notes) {}
