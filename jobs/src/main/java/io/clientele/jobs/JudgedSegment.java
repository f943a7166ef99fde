package io.clientele.jobs;

import io.clientele.schema.SegmentValidity;
import io.clientele.schema.TableColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What the buyers of one segment did after a past date.
 *
 * @param date the past date
 * @param family the family
 * @param method how the segments were decided
 * @param segment the segment; {@link SegmentValidity#ALL} for what is said of the method
 * @param counts what was counted
 * @param quality how well the method separates; of no value for a single segment
 */
record JudgedSegment(
    LocalDate date, String family, String method, String segment, Counts counts, Quality quality) {

  /**
   * Sums over the buyers of a segment.
   *
   * @param customers buyers
   * @param returned those who bought within the horizon
   * @param days their days with a purchase within it
   * @param spend their gross revenue within it in money units; empty where no amount is mapped
   * @param probability sum of predicted probabilities of a purchase; empty without a prediction
   * @param expected sum of predicted purchase days; empty without a prediction
   * @param known buyers of whom is known whether they had left
   * @param active those of them who had not
   */
  record Counts(
      long customers,
      long returned,
      long days,
      Optional<Long> spend,
      Optional<BigDecimal> probability,
      Optional<BigDecimal> expected,
      long known,
      long active) {}

  /**
   * How well a method separates.
   *
   * @param labels area under the ROC curve of the segments
   * @param score the same of the number they are cut from
   * @param monotone whether the share of those who return falls from stage to stage
   * @param truth as score, against who had really left
   */
  record Quality(
      OptionalDouble labels,
      OptionalDouble score,
      Optional<Boolean> monotone,
      OptionalDouble truth) {
    static final Quality NONE =
        new Quality(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty());
  }

  /** Reads a row of {@link JudgedDate}: family, method, segment, and the sums in order. */
  static JudgedSegment of(LocalDate date, Row row) {
    return new JudgedSegment(
        date,
        row.getString(0),
        row.getString(1),
        row.getString(2),
        new Counts(
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.isNullAt(6) ? Optional.empty() : Optional.of(row.getLong(6)),
            Optional.ofNullable(row.getDecimal(7)),
            Optional.ofNullable(row.getDecimal(8)),
            row.getLong(9),
            row.getLong(10)),
        Quality.NONE);
  }

  /** Returns the share of those who returned. */
  double returnShare() {
    return (double) counts.returned / counts.customers;
  }

  /** Returns whether the row is about a method rather than one of its segments. */
  boolean isWhole() {
    return segment.equals(SegmentValidity.ALL);
  }

  /** Returns the row of the table. */
  Row row(LocalDate asOf, int horizon, int moneyScale, double baseShare) {
    Map<String, Object> values = new HashMap<>();
    values.put(SegmentValidity.SEGMENT_DATE, asOf);
    values.put(SegmentValidity.SNAPSHOT_DATE, date);
    values.put(SegmentValidity.HORIZON_DAYS, horizon);
    values.put(SegmentValidity.FAMILY, family);
    values.put(SegmentValidity.METHOD, method);
    values.put(SegmentValidity.SEGMENT, segment);
    values.put(SegmentValidity.CUSTOMERS, counts.customers);
    values.put(SegmentValidity.RETURNED, counts.returned);
    values.put(SegmentValidity.RETURN_SHARE, returnShare());
    if (baseShare > 0) {
      values.put(SegmentValidity.LIFT, returnShare() / baseShare);
    }
    counts.spend.ifPresent(units -> spend(values, BigDecimal.valueOf(units, moneyScale)));
    values.put(SegmentValidity.PURCHASE_DAYS, counts.days);
    counts.probability.ifPresent(
        sum -> values.put(SegmentValidity.PREDICTED_SHARE, sum.doubleValue() / counts.customers));
    counts.expected.ifPresent(
        sum -> values.put(SegmentValidity.PREDICTED_PURCHASE_DAYS, sum.doubleValue()));
    if (counts.known > 0) {
      values.put(SegmentValidity.TRULY_ACTIVE_SHARE, (double) counts.active / counts.known);
    }
    quality.labels.ifPresent(auc -> values.put(SegmentValidity.LABEL_AUC, auc));
    quality.score.ifPresent(auc -> values.put(SegmentValidity.SCORE_AUC, auc));
    quality.truth.ifPresent(auc -> values.put(SegmentValidity.TRUTH_AUC, auc));
    quality.monotone.ifPresent(falls -> values.put(SegmentValidity.IS_MONOTONE, falls));
    return RowFactory.create(
        SegmentValidity.SCHEMA.columns().stream()
            .map(TableColumn::name)
            .map(values::get)
            .toArray());
  }

  private void spend(Map<String, Object> values, BigDecimal spend) {
    values.put(SegmentValidity.SPEND, spend);
    values.put(SegmentValidity.SPEND_PER_CUSTOMER, spend.doubleValue() / counts.customers);
  }
}
