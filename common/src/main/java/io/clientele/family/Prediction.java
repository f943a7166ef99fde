package io.clientele.family;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How likely customers are to come back and what they may spend, by models of purchase days and of
 * spend fitted to the shop. It has numbers and no labels; lifecycle method {@code model} reads
 * them.
 */
public final class Prediction implements SegmentFamily {
  /** Probability of a purchase within the days of {@link #over}. */
  public static final String RETURN_PROBABILITY = "return_probability";

  /** Purchase days expected within the days of {@link #over}. */
  public static final String EXPECTED_DAYS = "expected_days";

  private static final String NONE = "none";

  private final FamiliesSettings families;

  /** Builds the family. */
  public Prediction(FamiliesSettings families) {
    this.families = families;
  }

  @Override
  public String name() {
    return "prediction";
  }

  @Override
  public List<String> labels() {
    return List.of();
  }

  @Override
  public Set<String> reads() {
    return Set.of(
        CustomerFeatures.FIRST_ORDER_DATE,
        CustomerFeatures.PURCHASE_DAYS,
        CustomerFeatures.RECENCY_DAYS,
        CustomerFeatures.TENURE_DAYS,
        CustomerFeatures.REPEAT_GROSS_REVENUE);
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Dataset<Row> buyers = FitSet.of(base, families.fitLimit()).filter(Occasions.isBuyer());
    PredictionFit fit = new PredictionFit(families.prediction(), fitDate);
    return new Fitted(fit.of(buyers, base.repeatDays()), fitDate);
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, PredictionModel.class), model.fitDate());
  }

  /**
   * Adds {@link #RETURN_PROBABILITY} and {@link #EXPECTED_DAYS} to customers; both null for people
   * without a purchase, and for everybody where nothing is fitted.
   *
   * @param model a fitted model
   * @param features customer_features, one row per customer
   * @param days calendar days ahead
   */
  public static Dataset<Row> over(FamilyModel model, Dataset<Row> features, int days) {
    PredictionModel fitted = ModelJson.read(model, PredictionModel.class);
    PredictionModel.Purchases purchases = fitted.purchases();
    if (purchases == null) {
      Column none = lit(null).cast("double");
      return Added.to(features, Map.of(RETURN_PROBABILITY, none, EXPECTED_DAYS, none));
    }
    return new PredictionScores(purchases, fitted.spendModel(), fitted.seasonModel())
        .over(features, days);
  }

  private final class Fitted implements FittedFamily {
    private final PredictionModel model;
    private final LocalDate fitDate;

    Fitted(PredictionModel model, LocalDate fitDate) {
      this.model = model;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      PredictionModel.Purchases purchases = model.purchases();
      String method = purchases == null ? NONE : purchases.model();
      return new FamilyModel(name(), method, fitDate, ModelJson.write(model), model.customers());
    }

    @Override
    public List<String> notes() {
      return new PredictionNotes(families.prediction()).of(model);
    }

    @Override
    public List<String> explain(Person person) {
      return new PredictionReasons(model, fitDate).of(person);
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      PredictionModel.Purchases purchases = model.purchases();
      if (purchases == null) {
        return PredictionScores.without(features);
      }
      return new PredictionScores(purchases, model.spendModel(), model.seasonModel())
          .with(features)
          .withColumn(
              CustomerSegments.PREDICTION_MODEL, when(Occasions.isBuyer(), lit(purchases.model())))
          .withColumn(
              CustomerSegments.PREDICTION_FIT_DATE, when(Occasions.isBuyer(), lit(fitDate)));
    }
  }
}
