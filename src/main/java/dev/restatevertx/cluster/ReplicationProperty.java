package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In how many fault domains of each kind a copy must lie: {@code {node: 2}}, {@code {zone: 2, node: 3}}.
 *
 * @param copies 1 to 255 by scope; never empty, wider scopes never ask for more than narrower ones
 */
public record ReplicationProperty(SortedMap<LocationScope, Integer> copies) {
  private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z]+)\\s*:\\s*([0-9]{1,3})\\s*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  public ReplicationProperty {
    copies = Collections.unmodifiableSortedMap(new TreeMap<>(copies));
    Check.argument(!copies.isEmpty(), "Expected a replication as in '{node: 2}', but it names no scope");
    int narrower = 255;
    for (Map.Entry<LocationScope, Integer> e : copies.entrySet()) {
      int n = e.getValue();
      Check.argument(
          n >= 1 && n <= narrower, "Expected 1 to %s copies for %s, but got %s", narrower, e.getKey().text(), n);
      narrower = n;
    }
  }

  /** So many nodes, anywhere. */
  public static ReplicationProperty nodes(int copies) {
    return new ReplicationProperty(new TreeMap<>(Map.of(LocationScope.NODE, copies)));
  }

  /**
   * Reads {@code 2}, {@code {node: 2}} or {@code {zone: 2, node: 3}}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ReplicationProperty parse(String text) {
    String t = text.trim();
    if (NUMBER.matcher(t).matches()) {
      return nodes(Integer.parseInt(t));
    }
    Check.argument(
        t.startsWith("{") && t.endsWith("}"),
        "Expected a replication as in '2' or '{zone: 2, node: 3}', but got '%s'",
        text);
    TreeMap<LocationScope, Integer> copies = new TreeMap<>();
    for (String part : t.substring(1, t.length() - 1).split(",", -1)) {
      Matcher m = PAIR.matcher(part);
      Check.argument(m.matches(), "Expected a replication as in '{zone: 2, node: 3}', but got '%s'", text);
      Integer before = copies.put(LocationScope.parse(m.group(1)), Integer.parseInt(m.group(2)));
      Check.argument(before == null, "Expected each scope once, but got '%s'", text);
    }
    return new ReplicationProperty(copies);
  }

  /** How many nodes must hold a copy: the number of the narrowest scope. */
  public int copyCount() {
    return copies.sequencedValues().getFirst();
  }

  /** The text form, the widest scope first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<LocationScope, Integer> e : new TreeMap<>(copies).descendingMap().entrySet()) {
      text.append(text.length() == 1 ? "" : ", ").append(e.getKey().text()).append(": ").append(e.getValue());
    }
    return text.append("}").toString();
  }
}
