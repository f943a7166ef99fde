package io.clientele.family;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One way to segment customers: immutable, built from its settings. */
public interface SegmentFamily {

  /** Returns the family's name, as in the configuration and in segment_models. */
  String name();

  /** Returns the label and flag columns this family adds, in the order summaries show them. */
  List<String> labels();

  /**
   * Returns the columns of customer_features that it looks at; besides them it may use customer_id
   * and the labels of families before it. Others need not be there.
   */
  Set<String> reads();

  /**
   * Fits the family on the customers of one date.
   *
   * @param base customers of the fit date
   * @param fitDate that date
   */
  FittedFamily fit(FitBase base, LocalDate fitDate);

  /**
   * Fits the family on the features of one date, where it is the only one to be fitted on them.
   *
   * @param features customer_features of the fit date, one row per customer
   * @param fitDate that date
   */
  default FittedFamily fit(Dataset<Row> features, LocalDate fitDate) {
    return fit(FitBase.of(features), fitDate);
  }

  /**
   * Fits the family again where a model stands; unless a family says otherwise, as if none did.
   *
   * @param base customers of the fit date
   * @param fitDate that date
   * @param standing the model before
   */
  default FittedFamily refit(FitBase base, LocalDate fitDate, Standing standing) {
    return fit(base, fitDate);
  }

  /** Reads a fitted family back from the model that {@link FittedFamily#model} gave. */
  FittedFamily restore(FamilyModel model);
}
