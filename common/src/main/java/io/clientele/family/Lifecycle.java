package io.clientele.family;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSelection;
import io.clientele.settings.LifecycleSettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The stage a customer is in: Just Ordered, Active, Slipping Away, Lost; Prospect without a
 * purchase.
 *
 * <p>With method {@code rhythm} the limits follow the customer's own typical gap {@code G =
 * exp((sum of ln own gaps + w m) / (n - 1 + w))}, shrunk towards the shop's mean logarithm m, and
 * the wait {@code W = G min(sqrt(n), patience)^min(1, s)}: Active up to {@code v W}, Slipping Away
 * up to {@code v^2 W}, with {@code v = max(least spread, exp(s / 2))}. Here s is the standard
 * deviation of the logarithms of the shop's gaps. With {@code shop} the limits are mean gap plus
 * one and two standard deviations for everybody; with {@code fixed} days given by hand. With {@code
 * model} Just Ordered is that of {@code rhythm}, and the others follow the probability of a
 * purchase in the next 90 days, from family prediction.
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
  public Set<String> reads() {
    return Set.of(
        CustomerFeatures.FIRST_ORDER_DATE,
        CustomerFeatures.LAST_ORDER_DATE,
        CustomerFeatures.PURCHASE_DAYS,
        CustomerFeatures.RECENCY_DAYS,
        CustomerFeatures.TENURE_DAYS,
        CustomerFeatures.GAP_SQUARE_SUM,
        CustomerFeatures.GAP_LOG_SUM,
        CustomerFeatures.GAP_LOG_SQUARE_SUM);
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    ShopGaps.Measured measured = ShopGaps.of(base.rows());
    if (settings.selection() == LifecycleSelection.GIVEN) {
      return given(base, measured, fitDate);
    }
    return chosen(base, measured, choice(base, measured, settings.method(), fitDate), fitDate);
  }

  private MethodChoice choice(
      FitBase base, ShopGaps.Measured measured, LifecycleMethod inUse, LocalDate fitDate) {
    // Where stages are by fixed days anyway, the shop's past need not be read.
    FitBase asked = isEnough(measured.gaps()) ? base : FitBase.of(base.rows());
    return new MethodContest(families, fitDate, measured).choose(asked, inUse);
  }

  /** The method is decided anew once a calendar quarter, and where somebody asks for the refit. */
  @Override
  public FittedFamily refit(FitBase base, LocalDate fitDate, Standing standing) {
    MethodChoice before = ModelJson.read(standing.model(), Parameters.class).choice();
    if (settings.selection() == LifecycleSelection.GIVEN || before == null) {
      return fit(base, fitDate);
    }
    ShopGaps.Measured measured = ShopGaps.of(base.rows());
    boolean isDue = standing.change() == Standing.Change.ANY || !before.isOfQuarter(fitDate);
    MethodChoice choice = isDue ? choice(base, measured, before.chosen(), fitDate) : before;
    return chosen(base, measured, choice, fitDate);
  }

  private FittedFamily chosen(
      FitBase base, ShopGaps.Measured measured, MethodChoice choice, LocalDate fitDate) {
    LifecycleMethod wanted = choice.chosen();
    Double meanReturn = wanted == LifecycleMethod.MODEL ? ReturnStage.meanOf(base.rows()) : null;
    return new Fitted(parameters(measured, wanted, meanReturn, choice), fitDate);
  }

  private FittedFamily given(FitBase base, ShopGaps.Measured measured, LocalDate fitDate) {
    Double meanReturn =
        settings.method() == LifecycleMethod.MODEL ? ReturnStage.meanOf(base.rows()) : null;
    return new Fitted(parameters(measured, settings.method(), meanReturn, null), fitDate);
  }

  /**
   * Returns what a shop's gaps come to; by fixed days where they are too few.
   *
   * @param measured the shop's gaps
   */
  Parameters parameters(ShopGaps.Measured measured) {
    return parameters(measured, LifecycleMethod.RHYTHM, null, null);
  }

  private Parameters parameters(
      ShopGaps.Measured measured,
      LifecycleMethod wanted,
      @Nullable Double meanReturn,
      @Nullable MethodChoice choice) {
    ShopGaps gaps = measured.gaps();
    double spread = Math.max(settings.minSpread(), Math.exp(gaps.logStddev() / 2));
    Double needed = wanted == LifecycleMethod.MODEL ? meanReturn : null;
    return new Parameters(
        method(gaps, wanted, needed), gaps, spread, measured.historyDays(), needed, choice);
  }

  /** Returns whether stages can follow from the gaps. */
  boolean isEnough(ShopGaps gaps) {
    return gaps.counted() >= settings.minGaps();
  }

  private LifecycleMethod method(
      ShopGaps gaps, LifecycleMethod wanted, @Nullable Double meanReturn) {
    if (!isEnough(gaps)) {
      return LifecycleMethod.FIXED;
    }
    boolean isWithoutModel = wanted == LifecycleMethod.MODEL && meanReturn == null;
    return isWithoutModel ? LifecycleMethod.RHYTHM : wanted;
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, Parameters.class), model.fitDate());
  }

  /**
   * Returns how long customers with the shop's own gaps may stay away, by a fitted model.
   *
   * @param purchaseDays days with a purchase so far, one or more
   */
  public ShopRhythm rhythm(FamilyModel model, long purchaseDays) {
    return ShopRhythm.of(ModelJson.read(model, Parameters.class), settings, purchaseDays);
  }

  /**
   * Returns how many times their expected gap customers are waited for by method {@code rhythm}: W
   * / G.
   */
  public Column patience(FamilyModel model) {
    double power = ModelJson.read(model, Parameters.class).patience();
    return StageLimits.patience(families, lit(power));
  }

  /**
   * Returns how many days of purchases a date looks back on, the first and the last counted.
   *
   * @param model the model that the date uses
   */
  public long historyDays(FamilyModel model, LocalDate date) {
    long before = ModelJson.read(model, Parameters.class).historyDays();
    return before + ChronoUnit.DAYS.between(model.fitDate(), date) + 1;
  }

  /**
   * What is fitted.
   *
   * @param method the method used: fixed where the shop has too few gaps, rhythm where there is no
   *     prediction to go by
   * @param shop the shop's gaps
   * @param spread factor between the limits of two stages of method rhythm
   * @param historyDays days from the shop's first purchase to the fit date
   * @param meanReturn mean return probability over buyers; null without method model or prediction
   * @param choice how the method was chosen; null where the configuration names it
   */
  record Parameters(
      LifecycleMethod method,
      ShopGaps shop,
      double spread,
      long historyDays,
      @Nullable Double meanReturn,
      @Nullable MethodChoice choice) {

    /** The power of the wait: nobody is waited for longer where all gaps are alike. */
    double patience() {
      return Math.min(1, shop.logStddev());
    }
  }

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
      return new LifecycleNotes(settings).of(parameters);
    }

    @Override
    public List<String> explain(Person person) {
      return new LifecycleReasons(families, parameters, fitDate).of(person);
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      StageNumbers numbers = StageNumbers.of(parameters, settings.priorWeight());
      Column gap = numbers.expectedGap(settings.priorWeight());
      Column due = date_add(col(CustomerFeatures.LAST_ORDER_DATE), ceil(gap).cast("int"));
      Dataset<Row> staged = staged(features, new StageLimits(families, numbers, gap));
      return Added.to(
          staged,
          Map.of(
              CustomerSegments.EXPECTED_GAP_DAYS,
              gap,
              CustomerSegments.OVERDUE_RATIO,
              col(CustomerFeatures.RECENCY_DAYS).divide(gap),
              CustomerSegments.NEXT_ORDER_DUE_DATE,
              due,
              CustomerSegments.LIFECYCLE_FIT_DATE,
              lit(fitDate)));
    }

    private Dataset<Row> staged(Dataset<Row> features, StageLimits limits) {
      Double meanReturn = parameters.meanReturn();
      if (parameters.method() == LifecycleMethod.MODEL && meanReturn != null) {
        return new ReturnStage(settings.model(), meanReturn, limits).with(features);
      }
      return Added.to(
          features,
          Map.of(
              CustomerSegments.LIFECYCLE, limits.stage(),
              CustomerSegments.LIFECYCLE_METHOD, lit(method()),
              CustomerSegments.DAYS_UNTIL_NEXT_STAGE, limits.daysLeft(),
              CustomerSegments.LOST_SINCE, limits.lostSince()));
    }

    private String method() {
      return parameters.method().name().toLowerCase(Locale.ROOT);
    }
  }
}
