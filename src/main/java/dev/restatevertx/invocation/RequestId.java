package dev.restatevertx.invocation;

/** Id of a request to a partition, drawn at the door; a retried request keeps it. 128 bits, as a ULID. */
public record RequestId(long high, long low) {}
