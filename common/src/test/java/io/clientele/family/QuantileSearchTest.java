package io.clientele.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.family.QuantileSearch.Range;
import io.clientele.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Quantiles found by search, against values sorted in plain Java. */
class QuantileSearchTest {
  private static final List<Double> PROBABILITIES = List.of(0.0, 0.003, 0.2, 0.5, 0.9, 0.98, 1.0);
  private static final List<String> COLUMNS = List.of("money", "times", "nobody");

  @Test
  void quantilesAreThoseOfAllValuesSorted() {
    Random random = new Random(7);
    List<@Nullable Double> money = new ArrayList<>();
    List<@Nullable Double> times = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      money.add(i % 11 == 0 ? null : Math.round(Math.exp(3 + random.nextGaussian()) * 100) / 100.0);
      times.add((double) Math.round(random.nextDouble() * random.nextDouble() * 9));
    }

    double[][] found = search(money, times).exact();

    assertThat(found).isDeepEqualTo(new double[][] {sorted(money), sorted(times), new double[0]});
  }

  /**
   * As after an approximation that kept no promise: both ends above, both below; and two that hold,
   * one of them at both ends.
   */
  @Test
  void aQuantileOutsideOfItsRangeIsFoundAllTheSame() {
    List<@Nullable Double> values = List.of(5.0, 1.0, 4.0, 2.0, 3.0, 3.0);

    double[] found =
        search(values, values)
            .exact(
                List.of(
                    new Range(0, 0.5, 4, 5),
                    new Range(0, 0.5, 1, 2),
                    new Range(1, 0.5, 2, 4),
                    new Range(1, 0.5, 3, 3)));

    assertThat(found).containsExactly(3, 3, 3, 3);
  }

  private static QuantileSearch search(List<@Nullable Double> money, List<@Nullable Double> times) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < money.size(); i++) {
      rows.add(RowFactory.create(money.get(i), times.get(i), null));
    }
    Collections.shuffle(rows, new Random(11));
    StructType type = new StructType();
    for (String column : COLUMNS) {
      type = type.add(column, DataTypes.DoubleType);
    }
    Dataset<Row> values = LocalSpark.session().createDataFrame(rows, type).repartition(3);
    return new QuantileSearch(values, COLUMNS, PROBABILITIES);
  }

  private static double[] sorted(List<@Nullable Double> values) {
    List<Double> known = values.stream().filter(Objects::nonNull).sorted().toList();
    double[] quantiles = new double[PROBABILITIES.size()];
    for (int i = 0; i < quantiles.length; i++) {
      int rank = Math.max(1, (int) Math.ceil(PROBABILITIES.get(i) * known.size()));
      quantiles[i] = known.get(rank - 1);
    }
    return quantiles;
  }
}
