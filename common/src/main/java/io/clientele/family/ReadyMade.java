package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.PurchaseCount;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The ready-made flags, by fixed windows of 30 and 90 days; they may overlap. Nothing is fitted.
 */
public final class ReadyMade implements SegmentFamily {
  private final PurchaseCount count;
  private final NewCustomers newCustomers;

  /** What makes a customer new. */
  public enum NewCustomers {
    /** The registration, where the shop has a customers source. */
    BY_REGISTRATION,
    /** The first purchase, where it has none. */
    BY_FIRST_PURCHASE
  }

  /** Builds the family. */
  public ReadyMade(PurchaseCount count, NewCustomers newCustomers) {
    this.count = count;
    this.newCustomers = newCustomers;
  }

  @Override
  public String name() {
    return "ready-made";
  }

  @Override
  public List<String> labels() {
    return List.of(
        CustomerSegments.NEW_CUSTOMERS,
        CustomerSegments.RECENT_BUYERS_30D,
        CustomerSegments.RECENT_BUYERS_90D,
        CustomerSegments.NON_BUYERS_30D,
        CustomerSegments.NON_BUYERS_90D,
        CustomerSegments.FREQUENT_BUYERS,
        CustomerSegments.LAPSED_CUSTOMERS);
  }

  @Override
  public Set<String> reads() {
    Set<String> reads = new HashSet<>(Occasions.COLUMNS);
    reads.addAll(
        List.of(
            CustomerFeatures.REGISTERED_AT,
            CustomerFeatures.FIRST_ORDER_DATE,
            CustomerFeatures.RECENCY_DAYS,
            CustomerFeatures.SEGMENT_DATE));
    return reads;
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    return new Fitted(new FamilyModel(name(), "fixed", fitDate, "{}", 0));
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(model);
  }

  private final class Fitted implements FittedFamily {
    private final FamilyModel model;

    Fitted(FamilyModel model) {
      this.model = model;
    }

    @Override
    public FamilyModel model() {
      return model;
    }

    @Override
    public List<String> explain(Person person) {
      List<String> held = labels().stream().filter(person::is).toList();
      return List.of(
          "Holds: %s. Recency %s, %s, first seen as customer on %s."
              .formatted(
                  held.isEmpty() ? "none" : String.join(", ", held),
                  person.many(CustomerFeatures.RECENCY_DAYS, "day"),
                  person.many(
                      count == PurchaseCount.ORDERS
                          ? CustomerFeatures.ORDERS
                          : CustomerFeatures.PURCHASE_DAYS,
                      "purchase"),
                  newCustomers == NewCustomers.BY_REGISTRATION
                      ? person.text(CustomerFeatures.REGISTERED_AT)
                      : person.text(CustomerFeatures.FIRST_ORDER_DATE)));
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Column recency = col(CustomerFeatures.RECENCY_DAYS);
      Column in30 = holds(recency.lt(30));
      Column in90 = holds(recency.lt(90));
      return Added.to(
          features,
          Map.of(
              CustomerSegments.NEW_CUSTOMERS, isNew(),
              CustomerSegments.RECENT_BUYERS_30D, in30,
              CustomerSegments.RECENT_BUYERS_90D, in90,
              CustomerSegments.NON_BUYERS_30D, in30.equalTo(false),
              CustomerSegments.NON_BUYERS_90D, in90.equalTo(false),
              CustomerSegments.FREQUENT_BUYERS, holds(Occasions.ever(count).gt(3)),
              CustomerSegments.LAPSED_CUSTOMERS, Occasions.isBuyer().and(in90.equalTo(false))));
    }

    private Column isNew() {
      Column since =
          switch (newCustomers) {
            case BY_REGISTRATION -> to_date(col(CustomerFeatures.REGISTERED_AT));
            case BY_FIRST_PURCHASE -> col(CustomerFeatures.FIRST_ORDER_DATE);
          };
      return holds(since.gt(date_sub(col(CustomerFeatures.SEGMENT_DATE), 30)));
    }

    private static Column holds(Column condition) {
      return coalesce(condition, lit(false));
    }
  }
}
