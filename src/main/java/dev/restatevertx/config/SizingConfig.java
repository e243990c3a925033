package dev.restatevertx.config;

import java.util.List;

/**
 * Sizes of this process, computed from cores and memory unless given. Byte sizes of single parts are in their own
 * records.
 *
 * @param memoryBudget bytes of resident memory that the node aims to stay below
 * @param recommendedMaxHeap bytes that the launcher should give as the largest heap
 * @param directMemory bytes of network buffers outside of the heap
 * @param eventLoops event-loop threads
 * @param workerThreads threads for what may block
 * @param reasons sentences that say how the sizes came about, for printing at start
 */
public record SizingConfig(
    long memoryBudget,
    long recommendedMaxHeap,
    long directMemory,
    int eventLoops,
    int workerThreads,
    List<String> reasons) {

  /** How the sizes came about, a sentence each. */
  public List<String> explain() {
    return reasons;
  }
}
