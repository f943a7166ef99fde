package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.PriceSensitivitySettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The price level a customer buys at: Cheaper, Average or Expensive, by the logarithm of the mean
 * unit price against its mean and standard deviation over customers. It says what prices somebody
 * pays, not how prices move them.
 */
public final class PriceSensitivity implements SegmentFamily {
  /** Below the usual range of price levels. */
  public static final String CHEAPER = "Cheaper";

  /** Within it, or too few items to tell. */
  public static final String AVERAGE = "Average";

  /** Above it. */
  public static final String EXPENSIVE = "Expensive";

  /** Levels are held in whole millionths: their squares are summed exactly. */
  private static final double MILLION = 1e6;

  private static final int DIGITS = 6;

  private final FamiliesSettings families;
  private final PriceSensitivitySettings settings;

  /** Builds the family. */
  public PriceSensitivity(FamiliesSettings families) {
    this.families = families;
    this.settings = families.priceSensitivity();
  }

  @Override
  public String name() {
    return "price-sensitivity";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.PRICE_SENSITIVITY);
  }

  @Override
  public Set<String> reads() {
    return Set.of(
        CustomerFeatures.ITEMS,
        CustomerFeatures.MEAN_UNIT_PRICE,
        CustomerFeatures.PRICED_LINES,
        CustomerFeatures.PURCHASE_DAYS);
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Row sums =
        FitSet.of(base, families.fitLimit())
            .select(level().cast("decimal(19,0)").as("level"))
            .agg(
                count(col("level")),
                coalesce(sum(col("level")), lit(BigDecimal.ZERO)),
                coalesce(sum(col("level").multiply(col("level"))), lit(BigDecimal.ZERO)))
            .head();
    long n = sums.getLong(0);
    return new Fitted(
        n == 0
            ? new Parameters(0, 0, 0)
            : measured(
                n,
                sums.getDecimal(1).movePointLeft(DIGITS),
                sums.getDecimal(2).movePointLeft(2 * DIGITS)),
        fitDate);
  }

  /** Mean and population standard deviation, {@code sqrt(n sum(x^2) - (sum x)^2) / n}. */
  private static Parameters measured(long n, BigDecimal total, BigDecimal squares) {
    BigDecimal customers = BigDecimal.valueOf(n);
    double spread = customers.multiply(squares).subtract(total.pow(2)).doubleValue();
    double mean = total.divide(customers, MathContext.DECIMAL128).doubleValue();
    return new Parameters(n, mean, Math.sqrt(spread) / n);
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, Parameters.class), model.fitDate());
  }

  /**
   * The natural logarithm of the mean unit price, rounded to whole millionths. Spark's round would
   * go by the digits of each as text.
   */
  private static Column level() {
    Column price = col(CustomerFeatures.MEAN_UNIT_PRICE);
    return floor(when(price.gt(0), log(price)).multiply(MILLION).plus(0.5));
  }

  /** Items, or bought lines where no quantity is mapped. */
  private static Column items() {
    return coalesce(
        col(CustomerFeatures.ITEMS).cast("double"),
        col(CustomerFeatures.PRICED_LINES).cast("double"));
  }

  /**
   * What is fitted.
   *
   * @param customers customers with a mean unit price
   * @param logMean mean of its natural logarithm
   * @param logStddev population standard deviation of that
   */
  record Parameters(long customers, double logMean, double logStddev) {}

  private final class Fitted implements FittedFamily {
    private final Parameters parameters;
    private final LocalDate fitDate;

    Fitted(Parameters parameters, LocalDate fitDate) {
      this.parameters = parameters;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      return new FamilyModel(
          name(), "deviation", fitDate, ModelJson.write(parameters), parameters.customers());
    }

    @Override
    public List<String> explain(Person person) {
      if (!person.has(CustomerSegments.PRICE_SENSITIVITY)) {
        return List.of("None: no priced purchase.");
      }
      double reach = settings.deviations() * parameters.logStddev();
      return List.of(
          "%s: pays %s an item on average; Cheaper is below %s, Expensive above %s (model of %s, %d customers)."
              .formatted(
                  person.text(CustomerSegments.PRICE_SENSITIVITY),
                  person.text(CustomerFeatures.MEAN_UNIT_PRICE),
                  Person.number(Math.exp(parameters.logMean() - reach)),
                  Person.number(Math.exp(parameters.logMean() + reach)),
                  fitDate,
                  parameters.customers()));
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Column level = level().cast("double").divide(lit(MILLION));
      double reach = settings.deviations() * parameters.logStddev();
      // Nobody was measured: nothing is cheap or expensive yet.
      boolean isKnown = parameters.customers() > 0;
      Column label =
          when(level.isNull(), lit(null).cast("string"))
              .when(items().lt(settings.minItems()).or(lit(!isKnown)), AVERAGE)
              .when(level.lt(lit(parameters.logMean() - reach)), CHEAPER)
              .when(level.gt(lit(parameters.logMean() + reach)), EXPENSIVE)
              .otherwise(AVERAGE);
      return Added.to(
          features,
          Map.of(
              CustomerSegments.PRICE_SENSITIVITY,
              label,
              CustomerSegments.PRICE_SENSITIVITY_FIT_DATE,
              lit(fitDate)));
    }
  }
}
