package io.clientele.source;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is new in a source since a position. */
public sealed interface SourceChange {

  /** Nothing is new. */
  record Nothing() implements SourceChange {}

  /**
   * What is new cannot be told, or is not worth telling: the whole source is to be read.
   *
   * @param reason why, as the end of a sentence
   */
  record Everything(String reason) implements SourceChange {
    static final String SMALL = "%s is small";

    /** Returns whether the source is only too small for it to pay, which need not be told. */
    public boolean isSmall() {
      return reason.endsWith(SMALL.substring(2));
    }
  }

  /**
   * Rows have come or gone. All rows are as {@link SourceReader#rows} gives them, lazily.
   *
   * <p>A row may have come and gone, so that {@code after} is {@code before} with what was added
   * and without what was removed, each row as often as it is there.
   *
   * @param added rows that have come
   * @param removed rows that have gone; empty where rows have only come
   * @param before the whole source as it was
   * @param after the whole source as it is
   */
  record Some(
      Dataset<Row> added, Optional<Dataset<Row>> removed, Dataset<Row> before, Dataset<Row> after)
      implements SourceChange {

    /** Returns the same with something done to all rows. */
    public Some each(UnaryOperator<Dataset<Row>> work) {
      return new Some(work.apply(added), removed.map(work), work.apply(before), work.apply(after));
    }
  }
}
