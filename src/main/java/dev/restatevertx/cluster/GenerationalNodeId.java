package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process of a node.
 *
 * @param id the node's id, from 1
 * @param generation counts the starts of the node's process, from 1
 */
public record GenerationalNodeId(int id, int generation) implements Comparable<GenerationalNodeId> {
  private static final Pattern TEXT = Pattern.compile("N([0-9]{1,9}):([0-9]{1,9})");

  public GenerationalNodeId {
    Check.argument(
        id > 0 && generation > 0, "Expected a node id and a generation above 0, but got %s:%s", id, generation);
  }

  /**
   * Reads the form {@code N1:2}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static GenerationalNodeId parse(String text) {
    Matcher m = TEXT.matcher(text);
    Check.argument(m.matches(), "Expected a node as in 'N1:2', but got '%s'", text);
    return new GenerationalNodeId(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /** The same node's next process. */
  public GenerationalNodeId next() {
    return new GenerationalNodeId(id, generation + 1);
  }

  @Override
  public int compareTo(GenerationalNodeId other) {
    return id == other.id ? Integer.compare(generation, other.generation) : Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return "N" + id + ":" + generation;
  }
}
