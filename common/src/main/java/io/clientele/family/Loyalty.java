package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.Quantiles.At;
import io.clientele.family.Quantiles.Cut;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltySettings;
import io.clientele.settings.LoyaltyWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The tier of a customer: One Time Buyer, Loyal Customer, Frequent Buyer, VIP; Prospect without a
 * purchase.
 *
 * <p>Method {@code quantile} cuts at quantiles of the repeat customers, exact ones by
 * approxQuantile (see {@link Quantiles}); a VIP must be among the best in revenue as well. Method
 * {@code deviation} cuts at mean plus one and two standard deviations over all buyers, their
 * occasions winsorised. Equal values always share a tier.
 */
public final class Loyalty implements SegmentFamily {
  /** One purchase occasion. */
  public static final String ONE_TIME_BUYER = "One Time Buyer";

  /** Two or more. */
  public static final String LOYAL_CUSTOMER = "Loyal Customer";

  /** Among those who buy most often; a tier, not the ready-made flag frequent_buyers. */
  public static final String FREQUENT_BUYER = "Frequent Buyer";

  /** Among those who buy most often and for most money. */
  public static final String VIP = "VIP";

  private final FamiliesSettings families;
  private final LoyaltySettings settings;
  private final Column occasions;
  private final Column revenue;

  /** Builds the family. */
  public Loyalty(FamiliesSettings families) {
    this.families = families;
    this.settings = families.loyalty();
    this.occasions = Occasions.in(settings.window(), families.count());
    this.revenue =
        col(settings.window() == LoyaltyWindow.LIFETIME
                ? CustomerFeatures.NET_REVENUE
                : CustomerFeatures.NET_REVENUE_365D)
            .cast("double");
  }

  @Override
  public String name() {
    return "loyalty";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.LOYALTY);
  }

  @Override
  public Set<String> reads() {
    Set<String> reads = new HashSet<>(Occasions.COLUMNS);
    reads.add(CustomerFeatures.NET_REVENUE);
    reads.add(CustomerFeatures.NET_REVENUE_365D);
    return reads;
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Dataset<Row> counted =
        FitSet.of(base, families.fitLimit())
            .select(occasions.as("occasions"), revenue.as("revenue"));
    return switch (settings.method()) {
      case QUANTILE -> quantiles(base, counted.filter(col("occasions").geq(2)), fitDate);
      case DEVIATION -> deviations(counted.filter(col("occasions").geq(1)), fitDate);
    };
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, Parameters.class), model.fitDate());
  }

  private FittedFamily quantiles(FitBase base, Dataset<Row> repeat, LocalDate fitDate) {
    try (Quantiles fitted = Quantiles.over(repeat, base)) {
      long n = fitted.rows().count();
      if (n < settings.minRepeatCustomers()) {
        Cut frequent = new Cut(settings.frequent().minimum(), 0, 0);
        Cut vip = new Cut(settings.vip().minimum(), 0, 0);
        return new Fitted(new Parameters(n, frequent, vip, null), fitDate);
      }
      double[][] quantiles =
          fitted.of(
              List.of("occasions", "revenue"),
              settings.frequent().quantile(),
              settings.vip().quantile());
      List<At> values = new ArrayList<>();
      values.add(new At("occasions", Math.max(settings.frequent().minimum(), quantiles[0][0])));
      values.add(new At("occasions", Math.max(settings.vip().minimum(), quantiles[0][1])));
      // No amounts mapped: no quantile, and no revenue test.
      if (quantiles[1].length > 0) {
        values.add(new At("revenue", quantiles[1][1]));
      }
      List<Cut> cuts = fitted.cuts(values);
      Cut vipRevenue = cuts.size() > 2 ? cuts.get(2) : null;
      return new Fitted(new Parameters(n, cuts.get(0), cuts.get(1), vipRevenue), fitDate);
    }
  }

  private FittedFamily deviations(Dataset<Row> buyers, LocalDate fitDate) {
    // As many rows as there are different numbers of occasions.
    NavigableMap<Double, Long> counts = new TreeMap<>();
    buyers
        .groupBy(col("occasions"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put((double) row.getLong(0), row.getLong(1)));
    long count = 0;
    long total = 0;
    long squares = 0;
    if (!counts.isEmpty()) {
      Winsor limits = Winsor.of(counts);
      for (Map.Entry<Double, Long> same : counts.entrySet()) {
        long each = limits.within(same.getKey().longValue());
        count += same.getValue();
        total += each * same.getValue();
        squares += each * each * same.getValue();
      }
    }
    double mean = count == 0 ? 0 : (double) total / count;
    double spread = count == 0 ? 0 : Deviation.population(count, total, squares);
    double frequent = Math.max(mean + spread, settings.frequent().minimum());
    double vip = Math.max(mean + 2 * spread, settings.vip().minimum());
    List<Cut> cuts =
        Cut.of(buyers, List.of(new At("occasions", frequent), new At("occasions", vip)));
    return new Fitted(new Parameters(count, cuts.get(0), cuts.get(1), null), fitDate);
  }

  /**
   * What is fitted.
   *
   * @param customers customers the cuts were taken from
   * @param frequent cut of occasions
   * @param vip cut of occasions
   * @param vipRevenue cut of revenue; null: no revenue test
   */
  record Parameters(long customers, Cut frequent, Cut vip, @Nullable Cut vipRevenue) {}

  private final class Fitted implements FittedFamily {
    private final Parameters parameters;
    private final LocalDate fitDate;

    Fitted(Parameters parameters, LocalDate fitDate) {
      this.parameters = parameters;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      LoyaltyMethod method = settings.method();
      return new FamilyModel(
          name(),
          method.name().toLowerCase(Locale.ROOT),
          fitDate,
          ModelJson.write(parameters),
          parameters.customers());
    }

    @Override
    public List<String> explain(Person person) {
      String tier = person.text(CustomerSegments.LOYALTY);
      if (tier.equals(Lifecycle.PROSPECT)) {
        return List.of("Prospect: nothing was bought so far.");
      }
      Row own =
          person.row().select(occasions.cast("double"), coalesce(revenue, lit(Double.NaN))).head();
      List<String> reasons = new ArrayList<>();
      reasons.add(
          "%s, with %s purchase occasions and %s of net revenue; cuts by method %s fitted on %s over %d customers."
              .formatted(
                  tier,
                  Person.number(own.getDouble(0)),
                  Person.number(own.getDouble(1)),
                  model().model(),
                  fitDate,
                  parameters.customers()));
      reasons.add(
          "Frequent Buyer begins at %s occasions: %s."
              .formatted(
                  Person.number(parameters.frequent().value()),
                  missing(parameters.frequent().value() - own.getDouble(0))));
      Cut revenueCut = parameters.vipRevenue();
      reasons.add(
          "VIP begins at %s occasions: %s%s."
              .formatted(
                  Person.number(parameters.vip().value()),
                  missing(parameters.vip().value() - own.getDouble(0)),
                  revenueCut == null
                      ? ""
                      : "; and at %s of net revenue: %s"
                          .formatted(
                              Person.number(revenueCut.value()),
                              missing(revenueCut.value() - own.getDouble(1)))));
      return reasons;
    }

    private static String missing(double distance) {
      return distance <= 0 ? "reached" : Person.number(distance) + " more";
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Cut revenueCut = parameters.vipRevenue();
      Column isRich = revenueCut == null ? lit(true) : revenue.geq(lit(revenueCut.value()));
      Column tier =
          when(Occasions.isBuyer().equalTo(false), Lifecycle.PROSPECT)
              .when(occasions.leq(1), ONE_TIME_BUYER)
              .when(occasions.geq(lit(parameters.vip().value())).and(isRich), VIP)
              .when(occasions.geq(lit(parameters.frequent().value())), FREQUENT_BUYER)
              .otherwise(LOYAL_CUSTOMER);
      return Added.to(
          features,
          Map.of(CustomerSegments.LOYALTY, tier, CustomerSegments.LOYALTY_FIT_DATE, lit(fitDate)));
    }
  }
}
