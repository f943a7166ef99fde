package io.clientele.settings;

import java.util.List;

/**
 * The RFM scores and segments.
 *
 * @param enabled whether their columns are filled
 * @param refit how often the cuts are measured again
 * @param minCustomers buyers below which quantiles give no scores
 * @param recencyCuts greatest recency in days of the scores 2 to 5, falling; empty: by quantiles
 * @param frequencyCuts least purchase occasions of the scores 2 to 5; empty: by quantiles
 * @param monetaryCuts least net revenue of the scores 2 to 5; empty: by quantiles
 * @param segments the segments, of which the first that matches is taken
 */
public record RfmSettings(
    boolean enabled,
    Refit refit,
    int minCustomers,
    List<Double> recencyCuts,
    List<Double> frequencyCuts,
    List<Double> monetaryCuts,
    List<Segment> segments) {

  /** Keeps its own copy of the lists. */
  public RfmSettings {
    recencyCuts = List.copyOf(recencyCuts);
    frequencyCuts = List.copyOf(frequencyCuts);
    monetaryCuts = List.copyOf(monetaryCuts);
    segments = List.copyOf(segments);
  }

  /**
   * A segment: the scores that belong to it.
   *
   * @param name its name
   * @param recency scores of recency
   * @param frequency scores of frequency
   * @param monetary scores of net revenue
   */
  public record Segment(String name, Scores recency, Scores frequency, Scores monetary) {

    /** Returns whether three scores belong to it. */
    public boolean holds(int r, int f, int m) {
      return recency.holds(r) && frequency.holds(f) && monetary.holds(m);
    }
  }

  /**
   * A range of scores.
   *
   * @param least the least
   * @param most the greatest
   */
  public record Scores(int least, int most) {

    /** Returns whether a score is in the range. */
    public boolean holds(int score) {
      return score >= least && score <= most;
    }
  }
}
