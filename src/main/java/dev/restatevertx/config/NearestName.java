package dev.restatevertx.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what a mistyped key probably meant. */
final class NearestName {
  private NearestName() {}

  static Optional<String> of(String path, Collection<String> known) {
    String name = lastPart(path);
    int limit = Math.max(2, name.length() / 3);
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      // A wrong name weighs more than a wrong section: keys move between sections.
      int nameDistance = distance(name, lastPart(candidate));
      int weighted = nameDistance * 4 + distance(path, candidate);
      if (nameDistance <= limit && weighted < bestDistance) {
        best = candidate;
        bestDistance = weighted;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The number of characters to insert, delete or replace (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
