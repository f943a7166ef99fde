package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Quantiles.At;
import io.clientele.family.Quantiles.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Where the scores 2 to 5 begin: above the quantiles 20%, 40%, 60% and 80%, at the next greater
 * value. So equal values share a score, and what most customers have in common scores low.
 *
 * @param customers fitted customers
 * @param scores by column the scores from 5 down to 2, those that would begin where a higher one
 *     does left out; no entry without values to score, or with too few for quantiles
 */
record RfmCuts(long customers, Map<String, List<Score>> scores) {
  private static final double[] FIFTHS = {0.2, 0.4, 0.6, 0.8};

  /**
   * A score above 1.
   *
   * @param score the score
   * @param from least value that has it
   * @param ties fitted customers exactly at that value
   * @param atOrAbove fitted customers with this score or a higher one
   */
  record Score(int score, double from, long ties, long atOrAbove) {}

  /**
   * Finds the cuts of the fit set's columns, in three passes.
   *
   * @param byHand by column the least values of the scores 2 to 5; empty for quantiles
   */
  static RfmCuts of(Quantiles fitted, Map<String, List<Double>> byHand, int minCustomers) {
    List<String> columns = new ArrayList<>();
    Map<String, List<Double>> begins = new TreeMap<>();
    new TreeMap<>(byHand)
        .forEach(
            (column, cuts) -> {
              if (cuts.isEmpty()) {
                columns.add(column);
              } else {
                begins.put(column, cuts);
              }
            });
    double[][] fifths = fitted.of(columns, FIFTHS);
    List<Column> measures = new ArrayList<>(List.of(count(lit(1))));
    for (int i = 0; i < columns.size(); i++) {
      Column value = col(columns.get(i));
      for (double fifth : fifths[i]) {
        measures.add(min(when(value.gt(fifth), value)));
      }
    }
    Row measured = fitted.rows().select(measures.toArray(Column[]::new)).head();
    long customers = measured.getLong(0);
    int next = 1;
    for (int i = 0; i < columns.size(); i++) {
      if (fifths[i].length > 0 && customers >= minCustomers) {
        begins.put(columns.get(i), values(measured, next));
      }
      next += fifths[i].length;
    }
    return new RfmCuts(customers, scores(fitted, begins));
  }

  /** The least value above each fifth; NaN where there is none. */
  private static List<Double> values(Row measured, int first) {
    return IntStream.range(first, first + FIFTHS.length)
        .mapToObj(i -> measured.isNullAt(i) ? Double.NaN : measured.getDouble(i))
        .toList();
  }

  private static Map<String, List<Score>> scores(
      Quantiles fitted, Map<String, List<Double>> begins) {
    List<At> values = new ArrayList<>();
    List<Integer> names = new ArrayList<>();
    begins.forEach(
        (column, froms) -> {
          for (int i = froms.size() - 1; i >= 0; i--) {
            boolean isHigher = i + 1 < froms.size() && froms.get(i).equals(froms.get(i + 1));
            if (!froms.get(i).isNaN() && !isHigher) {
              values.add(new At(column, froms.get(i)));
              names.add(i + 2);
            }
          }
        });
    List<Cut> cuts = fitted.cuts(values);
    Map<String, List<Score>> scores = new TreeMap<>();
    begins.keySet().forEach(column -> scores.put(column, new ArrayList<>()));
    for (int i = 0; i < cuts.size(); i++) {
      Cut cut = cuts.get(i);
      Score score = new Score(names.get(i), cut.value(), cut.ties(), cut.atOrAbove());
      scores.computeIfPresent(values.get(i).column(), (column, list) -> appended(list, score));
    }
    return scores;
  }

  private static List<Score> appended(List<Score> scores, Score score) {
    scores.add(score);
    return scores;
  }
}
