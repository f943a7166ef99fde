package io.clientele.jobs;

import java.util.List;

/**
 * The first rows of a source as check shows them: nothing in here says who somebody is.
 *
 * @param source orders, customers or events
 * @param rows how many were looked at
 * @param extent whether these are all there are
 * @param shown the numbers of the rows whose values are shown, from 1
 * @param before the columns of the source that the mapping reads
 * @param after the logical columns
 * @param filtered rows that the filter leaves out
 * @param rejections what would be rejected, the most frequent reason first
 * @param words what stands in columns of few values, what is unknown first
 */
public record SeenRows(
    String source,
    int rows,
    Extent extent,
    List<Integer> shown,
    List<SeenColumn> before,
    List<SeenColumn> after,
    long filtered,
    List<Rejection> rejections,
    List<SeenWord> words) {

  /** Keeps its own copies. */
  public SeenRows {
    shown = List.copyOf(shown);
    before = List.copyOf(before);
    after = List.copyOf(after);
    rejections = List.copyOf(rejections);
    words = List.copyOf(words);
  }

  /** How much of a source was looked at. */
  public enum Extent {
    /** Every row. */
    WHOLE,
    /** The first rows. */
    BEGINNING
  }

  /**
   * A column and some of its values.
   *
   * @param name its name
   * @param nulls rows without a value
   * @param values of the rows shown, as they may be
   */
  public record SeenColumn(String name, long nulls, List<String> values) {

    /** Keeps its own copy. */
    public SeenColumn {
      values = List.copyOf(values);
    }
  }

  /**
   * Rows that would be rejected.
   *
   * @param reason why
   * @param rows how many
   * @param examples up to three of what stands there, as it may be shown
   */
  public record Rejection(String reason, long rows, List<String> examples) {

    /** Keeps its own copy. */
    public Rejection {
      examples = List.copyOf(examples);
    }
  }
}
