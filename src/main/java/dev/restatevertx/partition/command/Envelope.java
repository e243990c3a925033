package dev.restatevertx.partition.command;

/**
 * One record of a partition's log: a command and where it comes from.
 *
 * @param partitionKey u64 key the command is for; a record whose key lies outside of the partition's range is refused
 */
public record Envelope(long partitionKey, Dedup dedup, Command command) {}
