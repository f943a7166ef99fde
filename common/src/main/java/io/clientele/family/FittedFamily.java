package io.clientele.family;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A family with its cuts, centroids and parameters decided: a value that can be stored. */
public interface FittedFamily {

  /** Adds the labels and the columns that explain them: pure, lazy, row by row. */
  Dataset<Row> assign(Dataset<Row> features);

  /** Returns what goes to segment_models. */
  FamilyModel model();

  /** Returns what led to a customer's labels, a sentence each, with the numbers. */
  List<String> explain(Person person);

  /** Returns what a reader of the labels should know of the fit, a sentence each. */
  default List<String> notes() {
    return List.of();
  }
}
