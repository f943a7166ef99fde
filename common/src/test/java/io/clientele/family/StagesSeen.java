package io.clientele.family;

import java.util.List;

/**
 * What became of the buyers of a date, counted pair by pair.
 *
 * @param stages the stage of each, 0 for the best of four
 * @param returned whether each came back
 */
record StagesSeen(List<Integer> stages, List<Boolean> returned) {

  /** The share of pairs, one back and one not, in which the one who came back was better off. */
  double pairs() {
    double better = 0;
    long all = 0;
    for (int i = 0; i < stages.size(); i++) {
      for (int j = 0; j < stages.size(); j++) {
        if (returned.get(i) && !returned.get(j)) {
          all++;
          int comparison = Integer.compare(stages.get(j), stages.get(i));
          better += comparison > 0 ? 1 : comparison == 0 ? 0.5 : 0;
        }
      }
    }
    return better / all;
  }

  boolean falls() {
    double before = 2;
    for (int stage = 1; stage < 4; stage++) {
      long customers = 0;
      long back = 0;
      for (int i = 0; i < stages.size(); i++) {
        if (stages.get(i) == stage) {
          customers++;
          back += returned.get(i) ? 1 : 0;
        }
      }
      if (customers > 0 && (double) back / customers >= before) {
        return false;
      }
      before = customers > 0 ? (double) back / customers : before;
    }
    return true;
  }
}
