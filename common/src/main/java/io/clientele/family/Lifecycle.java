package io.clientele.family;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stage a customer is in: Just Ordered, Active, Slipping Away, Lost; Prospect without a
 * purchase.
 *
 * <p>With method {@code rhythm} the limits follow the customer's own typical gap {@code G =
 * exp((sum of ln own gaps + w m) / (n - 1 + w))}, shrunk towards the shop's mean logarithm m, and
 * the wait {@code W = G min(sqrt(n), patience)}: Active up to {@code v W}, Slipping Away up to
 * {@code v^2 W}, with {@code v = max(least spread, exp(s / 2))}. With {@code shop} they are mean
 * gap plus one and two standard deviations for everybody; with {@code fixed} days given by hand.
 */
public final class Lifecycle implements SegmentFamily {
  /** Bought within the first days after a purchase. */
  public static final String JUST_ORDERED = "Just Ordered";

  /** Within the time the customer usually takes. */
  public static final String ACTIVE = "Active";

  /** Past that time. */
  public static final String SLIPPING_AWAY = "Slipping Away";

  /** Long past that time. */
  public static final String LOST = "Lost";

  /** Never bought. */
  public static final String PROSPECT = "Prospect";

  private final FamiliesSettings families;
  private final LifecycleSettings settings;

  /** Builds the family. */
  public Lifecycle(FamiliesSettings families) {
    this.families = families;
    this.settings = families.lifecycle();
  }

  @Override
  public String name() {
    return "lifecycle";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.LIFECYCLE);
  }

  @Override
  public FittedFamily fit(Dataset<Row> features, LocalDate fitDate) {
    ShopGaps gaps = ShopGaps.of(features);
    LifecycleMethod method =
        gaps.gaps() < settings.minGaps() ? LifecycleMethod.FIXED : settings.method();
    double spread = Math.max(settings.minSpread(), Math.exp(gaps.logStddev() / 2));
    return new Fitted(new Parameters(method, gaps, spread, historyDays(features)), fitDate);
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, Parameters.class), model.fitDate());
  }

  private static long historyDays(Dataset<Row> features) {
    Row longest = features.agg(max(col(CustomerFeatures.TENURE_DAYS))).head();
    return longest.isNullAt(0) ? 0 : longest.getInt(0);
  }

  /**
   * What is fitted.
   *
   * @param method the method used, fixed where the shop has too few gaps
   * @param shop the shop's gaps
   * @param spread factor between the limits of two stages of method rhythm
   * @param historyDays days from the shop's first purchase to the fit date
   */
  record Parameters(LifecycleMethod method, ShopGaps shop, double spread, long historyDays) {}

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
          name(), method(), fitDate, ModelJson.write(parameters), parameters.shop().gaps());
    }

    @Override
    public List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (parameters.method() != settings.method()) {
        notes.add(
            "The shop has %d completed gaps, fewer than families.lifecycle.min-gaps: stages are by fixed days."
                .formatted(parameters.shop().gaps()));
      }
      // Two spans of what the slowest regulars take: before that, long gaps have not been seen.
      double needed = 2 * (parameters.shop().meanDays() + 2 * parameters.shop().stddevDays());
      if (parameters.historyDays() < needed) {
        notes.add(
            "The shop's history of %d days is short against its gaps (%d days are wanted): labels will drift."
                .formatted(parameters.historyDays(), (long) Math.ceil(needed)));
      }
      return notes;
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Column recency = col(CustomerFeatures.RECENCY_DAYS);
      Column gap = col(CustomerSegments.EXPECTED_GAP_DAYS);
      return features
          .withColumn(CustomerSegments.EXPECTED_GAP_DAYS, expectedGap())
          .withColumn("just_ordered_limit", justOrderedLimit())
          .withColumn("active_limit", activeLimit())
          .withColumn("slipping_limit", slippingLimit())
          .withColumn(CustomerSegments.LIFECYCLE, stage(recency))
          .withColumn(CustomerSegments.LIFECYCLE_METHOD, lit(method()))
          .withColumn(CustomerSegments.OVERDUE_RATIO, recency.divide(gap))
          .withColumn(CustomerSegments.DAYS_UNTIL_NEXT_STAGE, daysLeft(recency))
          .withColumn(
              CustomerSegments.NEXT_ORDER_DUE_DATE,
              date_add(col(CustomerFeatures.LAST_ORDER_DATE), ceil(gap).cast("int")))
          .withColumn(CustomerSegments.LIFECYCLE_FIT_DATE, lit(fitDate))
          .drop("just_ordered_limit", "active_limit", "slipping_limit");
    }

    private String method() {
      return parameters.method().name().toLowerCase(Locale.ROOT);
    }

    private Column expectedGap() {
      if (parameters.shop().gaps() == 0) {
        return lit(null).cast("double");
      }
      double weight = settings.priorWeight();
      Column logs =
          col(CustomerFeatures.GAP_LOG_SUM)
              .cast("double")
              .plus(lit(weight * parameters.shop().logMean()));
      Column count = col(CustomerFeatures.PURCHASE_DAYS).minus(1).cast("double").plus(lit(weight));
      return when(Occasions.isBuyer(), exp(logs.divide(count)));
    }

    private Column justOrderedLimit() {
      return switch (parameters.method()) {
        case RHYTHM ->
            ceil(
                least(
                    lit((double) settings.justOrderedDays()),
                    col(CustomerSegments.EXPECTED_GAP_DAYS)));
        case SHOP -> lit((long) settings.justOrderedDays());
        case FIXED -> lit((long) settings.fixed().justOrdered());
      };
    }

    private Column activeLimit() {
      return switch (parameters.method()) {
        case RHYTHM ->
            greatest(
                col("just_ordered_limit"), ceil(lit(parameters.spread()).multiply(patience())));
        case SHOP -> greatest(col("just_ordered_limit"), deviations(1));
        case FIXED -> lit((long) settings.fixed().active());
      };
    }

    private Column slippingLimit() {
      return switch (parameters.method()) {
        case RHYTHM -> {
          double twice = parameters.spread() * parameters.spread();
          yield greatest(col("active_limit"), ceil(lit(twice).multiply(patience())));
        }
        case SHOP -> greatest(col("active_limit"), deviations(2));
        case FIXED -> lit((long) settings.fixed().slippingAway());
      };
    }

    /** The more often someone has come back, the longer we wait: W, in days. */
    private Column patience() {
      Column stretch =
          least(sqrt(Occasions.ever(families.count()).cast("double")), lit(settings.maxPatience()));
      return col(CustomerSegments.EXPECTED_GAP_DAYS).multiply(stretch);
    }

    private Column deviations(int count) {
      ShopGaps shop = parameters.shop();
      return lit((long) Math.ceil(shop.meanDays() + count * shop.stddevDays()));
    }

    private Column stage(Column recency) {
      return when(Occasions.isBuyer().equalTo(false), PROSPECT)
          .when(recency.leq(col("just_ordered_limit")), JUST_ORDERED)
          .when(recency.leq(col("active_limit")), ACTIVE)
          .when(recency.leq(col("slipping_limit")), SLIPPING_AWAY)
          .otherwise(LOST);
    }

    private Column daysLeft(Column recency) {
      Column stage = col(CustomerSegments.LIFECYCLE);
      Column limit =
          when(stage.equalTo(JUST_ORDERED), col("just_ordered_limit"))
              .when(stage.equalTo(ACTIVE), col("active_limit"))
              .when(stage.equalTo(SLIPPING_AWAY), col("slipping_limit"));
      return limit.minus(recency).plus(1).cast("int");
    }
  }
}
