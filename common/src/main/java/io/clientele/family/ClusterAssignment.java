package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The nearest centroid of each customer, at equal distance the first, as expressions.
 *
 * @param model with one centroid or more
 */
record ClusterAssignment(ClusterModel model) {
  /** Standardised values of a customer. */
  static final String POINT = "cluster_point";

  /** Squared distances to the centroids. */
  static final String SQUARES = "cluster_squares";

  /** The least of them. */
  static final String NEAREST = "cluster_nearest";

  /** Adds the three columns: expressions would repeat them. */
  Dataset<Row> measured(Dataset<Row> customers) {
    return customers
        .withColumn(POINT, point())
        .withColumn(SQUARES, squares())
        .withColumn(NEAREST, nearest());
  }

  /** Returns the place of the nearest centroid, over what {@link #measured} gives. */
  Column place() {
    return chosen(
        IntStream.range(0, model.centroids().size()).mapToObj(place -> lit(place)).toList());
  }

  /** Returns the name of the nearest centroid, over what {@link #measured} gives. */
  Column name() {
    return chosen(model.centroids().stream().map(centroid -> lit(centroid.name())).toList());
  }

  private static Column chosen(List<Column> values) {
    Column chosen = values.get(values.size() - 1);
    for (int i = values.size() - 2; i >= 0; i--) {
      chosen = when(col(SQUARES).getItem(i).equalTo(col(NEAREST)), values.get(i)).otherwise(chosen);
    }
    return chosen;
  }

  Column point() {
    return array(model.features().stream().map(ClusterSpace::standardised).toArray(Column[]::new));
  }

  Column squares() {
    List<Column> squares = new ArrayList<>();
    for (ClusterModel.Centroid centroid : model.centroids()) {
      Column sum = lit(0.0);
      for (int i = 0; i < centroid.values().size(); i++) {
        Column difference = col(POINT).getItem(i).minus(lit(centroid.values().get(i)));
        sum = sum.plus(difference.multiply(difference));
      }
      squares.add(sum);
    }
    return array(squares.toArray(Column[]::new));
  }

  private Column nearest() {
    Column[] squares = new Column[model.centroids().size()];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = col(SQUARES).getItem(i);
    }
    return squares.length == 1 ? squares[0] : least(squares);
  }
}
