package dev.restatevertx.partition.state;

import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal of an invocation as its row knows it. The first entries live in the row, as long as they are few and
 * small; from the first that does not fit on, entries are rows of their own. So the journal of a short invocation costs
 * no row at all.
 *
 * @param length entries, those outside of the row included
 * @param commands how many of them are commands
 * @param calls how many of them are Call or OneWayCall
 * @param lastOutput index of the last Output, -1 when there is none
 * @param inline entries 0 to {@code inline.size()} - 1
 * @param inlineBytes their weight
 */
public record Journal(
    int length, int commands, int calls, int lastOutput, List<JournalEntry> inline, int inlineBytes) {
  /** Entries that a row may hold. */
  static final int INLINE_ENTRIES = 24;

  /** Weight of the entries that a row may hold. */
  static final int INLINE_BYTES = 4096;

  /** What an entry weighs beside its payload. */
  private static final int ENTRY_WEIGHT = 32;

  public static final Journal EMPTY = new Journal(0, 0, 0, -1, List.of(), 0);

  public Journal {
    inline = List.copyOf(inline);
  }

  /** Whether the next entry goes into the row. */
  public boolean fits(JournalEntry entry) {
    return inline.size() == length
        && length < INLINE_ENTRIES
        && inlineBytes + ENTRY_WEIGHT + entry.payload().length() <= INLINE_BYTES;
  }

  /** Whether every entry is in the row. */
  public boolean isInline() {
    return inline.size() == length;
  }

  /** The journal with one more entry, which the caller stores when it does not {@link #fits fit}. */
  public Journal append(JournalEntry entry) {
    boolean fits = fits(entry);
    List<JournalEntry> entries = inline;
    int bytes = inlineBytes;
    if (fits) {
      entries = new ArrayList<>(inline.size() + 1);
      entries.addAll(inline);
      entries.add(entry);
      bytes += ENTRY_WEIGHT + entry.payload().length();
    }
    boolean command = entry instanceof JournalCommand;
    boolean call = entry instanceof JournalCommand.Call || entry instanceof JournalCommand.OneWayCall;
    return new Journal(
        length + 1,
        command ? commands + 1 : commands,
        call ? calls + 1 : calls,
        entry instanceof JournalCommand.Output ? length : lastOutput,
        entries,
        bytes);
  }
}
