package dev.restatevertx.partition.command;

/**
 * A message to another partition (or this one), kept in the outbox until its destination's log has it.
 *
 * @param sequence dense, from 1, per source partition
 * @param partitionKey u64, decides the destination
 */
public record OutboxMessage(long sequence, long partitionKey, Command command) {}
