package io.clientele.family;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.BehaviourModel.Share;
import io.clientele.family.Quantiles.Cut;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.BehaviourSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LoyaltyWindow;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a customer behaves: flags that may overlap, and one primary behaviour by priority.
 *
 * <p>A flag is null where its input is not mapped. Where the shop gave nothing to compare with at
 * the fit, the flag is false for everybody.
 */
public final class Behaviour implements SegmentFamily {
  /** The primary behaviour of a buyer without a flag. */
  public static final String REGULAR = "regular";

  /** The flags that can be a primary behaviour, the first that holds is. */
  public static final List<String> PRIORITY =
      List.of(
          CustomerSegments.CART_ABANDONER,
          CustomerSegments.HIGH_SPENDER,
          CustomerSegments.INACTIVE,
          CustomerSegments.COUPON_LOVER,
          CustomerSegments.LOW_SPENDER,
          CustomerSegments.ONE_TIME);

  private static final String LIFECYCLE = CustomerSegments.LIFECYCLE;

  private final FamiliesSettings families;
  private final BehaviourSettings settings;
  private final Column purchasesOfYear;

  /** Builds the family. */
  public Behaviour(FamiliesSettings families) {
    this.families = families;
    this.settings = families.behaviour();
    this.purchasesOfYear = Occasions.in(LoyaltyWindow.YEAR, families.count());
  }

  @Override
  public String name() {
    return "behaviour";
  }

  @Override
  public List<String> labels() {
    return List.of(
        CustomerSegments.PRIMARY_BEHAVIOUR,
        CustomerSegments.HIGH_SPENDER,
        CustomerSegments.CART_ABANDONER,
        CustomerSegments.ABANDONED_CART_OPEN,
        CustomerSegments.COUPON_LOVER,
        CustomerSegments.LOW_SPENDER,
        CustomerSegments.ONE_TIME,
        CustomerSegments.INACTIVE);
  }

  @Override
  public Set<String> reads() {
    return Set.of(
        CustomerFeatures.ABANDONED_CARTS_90D,
        CustomerFeatures.AVERAGE_ORDER_VALUE,
        CustomerFeatures.CARTS_90D,
        CustomerFeatures.CART_ABANDONMENT_RATE,
        CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS,
        CustomerFeatures.CONVERTED_CARTS_90D,
        CustomerFeatures.IS_LAST_CART_ABANDONED,
        CustomerFeatures.NET_REVENUE,
        CustomerFeatures.NET_REVENUE_365D,
        CustomerFeatures.ORDERED_SINCE_ABANDONED_CART,
        CustomerFeatures.ORDERS,
        CustomerFeatures.ORDERS_365D,
        CustomerFeatures.PURCHASE_DAYS,
        CustomerFeatures.PURCHASE_DAYS_365D,
        CustomerFeatures.RECENCY_DAYS);
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Dataset<Row> compared = BehaviourModel.compared(FitSet.of(base, families.fitLimit()), families);
    try (Quantiles fitted = Quantiles.over(compared, base)) {
      return new Fitted(BehaviourModel.of(fitted, settings), fitDate);
    }
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, BehaviourModel.class), model.fitDate());
  }

  private final class Fitted implements FittedFamily {
    private final BehaviourModel parameters;
    private final LocalDate fitDate;

    Fitted(BehaviourModel parameters, LocalDate fitDate) {
      this.parameters = parameters;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      return new FamilyModel(
          name(), "rules", fitDate, ModelJson.write(parameters), parameters.customers());
    }

    @Override
    public List<String> notes() {
      return BehaviourReasons.notes(parameters);
    }

    @Override
    public List<String> explain(Person person) {
      return BehaviourReasons.of(person, parameters, fitDate);
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      boolean hasLifecycle = Arrays.asList(features.columns()).contains(LIFECYCLE);
      Column lifecycle = hasLifecycle ? col(LIFECYCLE) : lit(null).cast("string");
      // Each as an expression: a column that reads another of the same row is one more copy of it.
      Column isHigh = isHighSpender();
      Map<String, Column> flags =
          Map.of(
              CustomerSegments.HIGH_SPENDER, isHigh,
              CustomerSegments.LOW_SPENDER, isLowSpender(isHigh),
              CustomerSegments.CART_ABANDONER, isCartAbandoner(),
              CustomerSegments.ABANDONED_CART_OPEN, isCartOpen(),
              CustomerSegments.COUPON_LOVER, isCouponLover(),
              CustomerSegments.ONE_TIME, Occasions.ever(families.count()).equalTo(1),
              CustomerSegments.INACTIVE, isInactive(lifecycle));
      Map<String, Column> labels = new HashMap<>(flags);
      labels.put(CustomerSegments.PRIMARY_BEHAVIOUR, primary(flags));
      labels.put(CustomerSegments.BEHAVIOUR_FIT_DATE, lit(fitDate));
      return Added.to(features, labels);
    }

    private Column isHighSpender() {
      Column revenue = col(CustomerFeatures.NET_REVENUE_365D);
      Cut cut = parameters.highSpender();
      Column isHigh =
          cut == null || parameters.shared().contains(CustomerSegments.HIGH_SPENDER)
              ? lit(false)
              : revenue.cast("double").geq(lit(cut.value()));
      Column isOften = purchasesOfYear.geq(settings.highSpender().minPurchases());
      return known(revenue, isHigh.and(isOften));
    }

    private Column isLowSpender(Column isHigh) {
      Column value = col(CustomerFeatures.AVERAGE_ORDER_VALUE);
      Cut cut = parameters.lowSpender();
      Column isLow =
          cut == null || parameters.shared().contains(CustomerSegments.LOW_SPENDER)
              ? lit(false)
              : value.leq(lit(cut.value()));
      Column isOften = purchasesOfYear.geq(settings.lowSpender().minPurchases());
      return known(
          col(CustomerFeatures.NET_REVENUE), isLow.and(isOften).and(isHigh.equalTo(false)));
    }

    private Column isCartAbandoner() {
      Column carts = col(CustomerFeatures.ABANDONED_CARTS_90D);
      Share shop = parameters.abandonment();
      Column isAsBad =
          shop == null
              ? lit(false)
              : col(CustomerFeatures.CART_ABANDONMENT_RATE).geq(lit(shop.value()));
      return known(
          carts,
          carts
              .geq(settings.cartAbandoner().minAbandoned())
              .and(isAsBad)
              .and(col(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART).equalTo(false)));
    }

    private static Column isCartOpen() {
      return known(
          col(CustomerFeatures.CARTS_90D),
          col(CustomerFeatures.IS_LAST_CART_ABANDONED)
              .and(col(CustomerFeatures.ORDERED_SINCE_ABANDONED_CART).equalTo(false)));
    }

    private Column isCouponLover() {
      Column discounted = col(CustomerFeatures.CLEARLY_DISCOUNTED_ORDERS);
      Column share = discounted.cast("double").divide(col(CustomerFeatures.ORDERS).cast("double"));
      Column isMostly =
          when(col(CustomerFeatures.ORDERS).gt(0), share.geq(settings.couponLover().minShare()));
      Column isOften = Occasions.ever(families.count()).geq(settings.couponLover().minPurchases());
      return known(discounted, isOften.and(isMostly).and(discounted.geq(leastDiscounted())));
    }

    /** What it takes to be no accident, by the table of the model and beyond it by its formula. */
    private Column leastDiscounted() {
      Share shop = parameters.discount();
      if (shop == null) {
        return lit(null).cast("bigint");
      }
      List<Integer> table = parameters.leastDiscounted();
      Column orders = col(CustomerFeatures.ORDERS);
      Column beyond =
          ceil(
              lit(shop.value())
                  .multiply(orders.cast("double"))
                  .plus(lit(0.5))
                  .plus(lit(parameters.discountSteps()).multiply(sqrt(orders.cast("double")))));
      Column listed =
          get(lit(table.toArray(Integer[]::new)), orders.minus(1).cast("int")).cast("bigint");
      return when(orders.leq(table.size()), listed).otherwise(beyond);
    }

    private Column isInactive(Column lifecycle) {
      return settings
          .inactiveAfterDays()
          .map(days -> coalesce(col(CustomerFeatures.RECENCY_DAYS).gt(days), lit(false)))
          .orElseGet(() -> lifecycle.equalTo(Lifecycle.LOST));
    }

    private static Column primary(Map<String, Column> flags) {
      Column primary = when(lit(false), lit(null).cast("string"));
      for (String flag : PRIORITY) {
        primary = primary.when(flags.get(flag), flag);
      }
      return primary.when(Occasions.isBuyer(), REGULAR);
    }

    /** A flag: null where the input is absent, false where the condition cannot be decided. */
    private static Column known(Column input, Column condition) {
      return when(input.isNotNull(), coalesce(condition, lit(false)));
    }
  }
}
