package io.clientele.family;

import io.clientele.prediction.BetaGeometric;
import io.clientele.prediction.Fit;
import io.clientele.prediction.GammaGamma;
import io.clientele.prediction.ModifiedBetaGeometric;
import io.clientele.prediction.NegativeBinomial;
import io.clientele.prediction.PurchaseModel;
import io.clientele.prediction.Season;
import io.clientele.prediction.SeasonFit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What family prediction fitted, as it is stored.
 *
 * @param customers buyers in the fit
 * @param repeatCustomers those with a second purchase day
 * @param purchases the model of purchases; null where the shop has too few customers
 * @param replaced the model asked for, where {@code nbd} took over from it
 * @param spenders customers with an amount on a repeat purchase day
 * @param spend the model of spend; null where there are too few of them
 * @param season the season that purchases are fitted and read in; null where nothing is fitted
 */
record PredictionModel(
    long customers,
    long repeatCustomers,
    @Nullable Purchases purchases,
    @Nullable Purchases replaced,
    long spenders,
    @Nullable Spending spend,
    @Nullable Seasonality season) {

  private static final String METADATA = "purchase_model";

  /** Where a season comes from. */
  enum Origin {
    /** From the shop's full years; there may be none to see. */
    ESTIMATED,
    /** From the configuration: there are too few full years. */
    GIVEN,
    /** Nobody knows one. */
    UNKNOWN
  }

  /**
   * The season of the shop, or why there is none.
   *
   * @param origin where it comes from
   * @param years full years of history up to the fit
   * @param k purchase days that each week is drawn towards no season by; null unless estimated
   * @param gain log-likelihood gained over no season, each year told from the others; null unless
   *     estimated
   * @param weeks index of each of 52 weeks; null for none
   */
  record Seasonality(
      Origin origin,
      int years,
      @Nullable Integer k,
      @Nullable Double gain,
      @Nullable List<Double> weeks) {

    static Seasonality estimated(SeasonFit fit) {
      return new Seasonality(
          Origin.ESTIMATED,
          fit.years(),
          fit.prior(),
          fit.gain(),
          fit.season().map(Season::weeks).orElse(null));
    }

    static Seasonality given(int years, List<Double> months) {
      return new Seasonality(Origin.GIVEN, years, null, null, Season.ofMonths(months).weeks());
    }

    static Seasonality unknown(int years) {
      return new Seasonality(Origin.UNKNOWN, years, null, null, null);
    }

    Optional<Season> model() {
      return Optional.ofNullable(weeks).map(Season::ofWeeks);
    }
  }

  /**
   * A model of purchases and the time it counts in.
   *
   * @param purchases the model
   * @param weeks index of each of 52 weeks; null for calendar time
   */
  private record Timed(Purchases purchases, @Nullable List<Double> weeks) {}

  /**
   * What a column's numbers came from.
   *
   * @param model the model of purchases
   * @param time the time it counts in
   */
  record Reading(PurchaseModel model, OperationalTime time) {}

  /** A fit's quality: what {@link Fit} tells beside the model. */
  record Quality(double logLikelihood, int evaluations, boolean converged, List<String> atBounds) {

    static Quality of(Fit<?> fit) {
      return new Quality(fit.logLikelihood(), fit.evaluations(), fit.isConverged(), fit.atBounds());
    }
  }

  /**
   * A fitted model of purchases.
   *
   * @param model bg-nbd, mbg-nbd or nbd
   * @param r shape of purchase rates
   * @param alpha rate parameter, in weeks
   * @param a first parameter of being lost; null for nbd
   * @param b second parameter; null for nbd
   * @param fit how the fit went
   */
  record Purchases(
      String model, double r, double alpha, @Nullable Double a, @Nullable Double b, Quality fit) {

    static Purchases of(Fit<? extends PurchaseModel> fit) {
      Quality quality = Quality.of(fit);
      PurchaseModel model = fit.model();
      if (model instanceof BetaGeometric bg) {
        return new Purchases(model.name(), bg.r(), bg.alpha(), bg.a(), bg.b(), quality);
      }
      if (model instanceof ModifiedBetaGeometric mbg) {
        return new Purchases(model.name(), mbg.r(), mbg.alpha(), mbg.a(), mbg.b(), quality);
      }
      return new Purchases(model.name(), model.r(), model.alpha(), null, null, quality);
    }

    /** Returns column metadata that {@link #from} reads back. */
    Metadata metadata(Optional<Season> season) {
      Timed timed = new Timed(this, season.map(Season::weeks).orElse(null));
      return new MetadataBuilder().putString(METADATA, ModelJson.write(timed)).build();
    }

    /** Returns what a column's numbers came from; empty where it carries nothing. */
    static Optional<Reading> from(Metadata metadata) {
      if (!metadata.contains(METADATA)) {
        return Optional.empty();
      }
      Timed timed = ModelJson.read(metadata.getString(METADATA), Timed.class);
      Optional<Season> season = Optional.ofNullable(timed.weeks()).map(Season::ofWeeks);
      return Optional.of(
          new Reading(timed.purchases().purchaseModel(), new OperationalTime(season)));
    }

    PurchaseModel purchaseModel() {
      if (a == null || b == null) {
        return new NegativeBinomial(r, alpha);
      }
      return model.equals(BetaGeometric.NAME)
          ? new BetaGeometric(r, alpha, a, b)
          : new ModifiedBetaGeometric(r, alpha, a, b);
    }
  }

  /**
   * A fitted model of spend: Gamma-Gamma.
   *
   * @param p shape of one purchase day's spend
   * @param q shape over customers
   * @param g rate over customers, in the shop's currency
   * @param fit how the fit went
   */
  record Spending(double p, double q, double g, Quality fit) {

    static Spending of(Fit<GammaGamma> fit) {
      GammaGamma model = fit.model();
      return new Spending(model.p(), model.q(), model.g(), Quality.of(fit));
    }

    GammaGamma gammaGamma() {
      return new GammaGamma(p, q, g);
    }
  }

  /** Returns the same with what was seen of spend. */
  PredictionModel with(long spending, @Nullable Spending fitted) {
    return new PredictionModel(
        customers, repeatCustomers, purchases, replaced, spending, fitted, season);
  }

  Optional<PurchaseModel> purchaseModel() {
    return Optional.ofNullable(purchases).map(Purchases::purchaseModel);
  }

  Optional<Season> seasonModel() {
    return Optional.ofNullable(season).flatMap(Seasonality::model);
  }

  Optional<GammaGamma> spendModel() {
    return Optional.ofNullable(spend).map(Spending::gammaGamma);
  }
}
