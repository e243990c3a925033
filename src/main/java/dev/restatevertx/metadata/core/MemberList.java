package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Check;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The stores that count. While a change of members is under way, a majority means a majority of both lists.
 *
 * @param now never empty
 * @param before the list that {@code now} takes over from; empty unless a change is under way
 */
public record MemberList(SortedSet<Member> now, SortedSet<Member> before) {
  public MemberList {
    now = Collections.unmodifiableSortedSet(new TreeSet<>(now));
    before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
    Check.argument(!now.isEmpty(), "Expected a member list that is not empty");
  }

  /** A list without a change under way. */
  public static MemberList of(Collection<Member> now) {
    return new MemberList(new TreeSet<>(now), new TreeSet<>());
  }

  /** The first step of a change to {@code next}. */
  public MemberList changingTo(Collection<Member> next) {
    Check.argument(before.isEmpty(), "Expected no change of members under way, but there is one: %s", this);
    return new MemberList(new TreeSet<>(next), now);
  }

  /** The second and last step of a change. */
  public MemberList changed() {
    return of(now);
  }

  public boolean isChanging() {
    return !before.isEmpty();
  }

  /** Everyone in either list. */
  public SortedSet<Member> all() {
    TreeSet<Member> all = new TreeSet<>(now);
    all.addAll(before);
    return all;
  }

  public boolean contains(Member member) {
    return now.contains(member) || before.contains(member);
  }

  /** Whether these are a majority of {@code now}, and of {@code before} if it is set. */
  public boolean majority(Set<Member> some) {
    return majority(now, some) && (before.isEmpty() || majority(before, some));
  }

  private static boolean majority(Set<Member> list, Set<Member> some) {
    int count = 0;
    for (Member member : list) {
      count += some.contains(member) ? 1 : 0;
    }
    return count * 2 > list.size();
  }
}
