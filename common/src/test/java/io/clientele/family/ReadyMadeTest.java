package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.PurchaseCount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flags at the edges of their windows; on 2025-03-30 London's clocks went forward. */
class ReadyMadeTest {
  private static final ReadyMade BY_REGISTRATION =
      new ReadyMade(PurchaseCount.PURCHASE_DAYS, ReadyMade.NewCustomers.BY_REGISTRATION);
  private static final ReadyMade BY_FIRST_PURCHASE =
      new ReadyMade(PurchaseCount.PURCHASE_DAYS, ReadyMade.NewCustomers.BY_FIRST_PURCHASE);

  @ParameterizedTest
  @CsvSource({
    "0, recent_buyers_30d recent_buyers_90d",
    "29, recent_buyers_30d recent_buyers_90d",
    "30, recent_buyers_90d non_buyers_30d",
    "89, recent_buyers_90d non_buyers_30d",
    "90, non_buyers_30d non_buyers_90d lapsed_customers",
    "900, non_buyers_30d non_buyers_90d lapsed_customers",
  })
  void theLastPurchaseDecides(int recency, String flags) {
    assertThat(flags(BY_REGISTRATION, buyer("anna", 2, 1, recency))).isEqualTo(flags);
  }

  @Test
  void whoNeverBoughtIsANonBuyerAndNotLapsed() {
    assertThat(flags(BY_REGISTRATION, prospect("anna"))).isEqualTo("non_buyers_30d non_buyers_90d");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-31T12:00:00Z, true",
    "2025-03-31T22:59:59Z, true",
    "2025-03-02T00:00:00Z, true",
    "2025-03-01T23:59:59Z, false",
    "2020-01-01T00:00:00Z, false",
  })
  void aCustomerIsNewForThirtyDaysFromRegistration(Instant registered, boolean isNew) {
    Shopper anna = prospect("anna").with("registered_at", registered);

    assertThat(flags(BY_REGISTRATION, anna))
        .isEqualTo((isNew ? "new_customers " : "") + "non_buyers_30d non_buyers_90d");
    assertThat(flags(BY_FIRST_PURCHASE, anna)).isEqualTo("non_buyers_30d non_buyers_90d");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "29, true", "30, false"})
  void withoutACustomersSourceTheFirstPurchaseDecides(int tenure, boolean isNew) {
    Shopper anna = buyer("anna", 1, 1, tenure);

    assertThat(flags(BY_FIRST_PURCHASE, anna).contains("new_customers")).isEqualTo(isNew);
    assertThat(flags(BY_REGISTRATION, anna)).doesNotContain("new_customers");
  }

  @Test
  void frequentIsMoreThanThreeOccasions() {
    Shopper busy = buyer("anna", 3, 1, 0).with("orders", 4L);
    ReadyMade byOrders =
        new ReadyMade(PurchaseCount.ORDERS, ReadyMade.NewCustomers.BY_REGISTRATION);

    assertThat(flags(BY_REGISTRATION, busy)).doesNotContain("frequent_buyers");
    assertThat(flags(BY_REGISTRATION, buyer("anna", 4, 1, 0))).contains("frequent_buyers");
    assertThat(flags(byOrders, busy)).contains("frequent_buyers");
  }

  private static String flags(ReadyMade family, Shopper shopper) {
    var rows = Shopper.rows(List.of(shopper));
    Row row = family.fit(rows, DATE).assign(rows).head();
    return family.labels().stream()
        .filter(label -> row.getBoolean(row.fieldIndex(label)))
        .collect(Collectors.joining(" "));
  }
}
