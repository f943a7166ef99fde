package io.clientele.family;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How well an ordered set of segments tells those who return from those who do not.
 *
 * @param groups from the one most likely to return to the least
 */
public record Separation(List<Group> groups) {

  /** Keeps its own copy. */
  public Separation {
    groups = List.copyOf(groups);
  }

  /**
   * One segment.
   *
   * @param customers customers in it
   * @param returned those who returned
   */
  public record Group(long customers, long returned) {

    private double share() {
      return (double) returned / customers;
    }
  }

  /**
   * Returns the area under the ROC curve: the probability that somebody who returned is in a better
   * segment than somebody who did not, ties counted half (Mann and Whitney); empty where all or
   * none returned.
   */
  public OptionalDouble auc() {
    double better = 0;
    long away = 0;
    long back = 0;
    for (int i = groups.size() - 1; i >= 0; i--) {
      long returned = groups.get(i).returned();
      long stayed = groups.get(i).customers() - returned;
      better += returned * (away + stayed / 2.0);
      away += stayed;
      back += returned;
    }
    return away == 0 || back == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(better / away / back);
  }

  /** Returns whether the share of those who returned falls from each segment to the next. */
  public boolean isMonotone() {
    List<Group> peopled = groups.stream().filter(group -> group.customers() > 0).toList();
    for (int i = 1; i < peopled.size(); i++) {
      if (peopled.get(i).share() >= peopled.get(i - 1).share()) {
        return false;
      }
    }
    return true;
  }
}
