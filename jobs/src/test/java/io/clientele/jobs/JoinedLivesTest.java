package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.schema.Customers;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentTransitions;
import io.clientele.table.Tables;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a guest who registers, and of accounts that turn out to be one person's. */
class JoinedLivesTest {
  private static final String JANUARY = "2025-01-31";
  private static final String MARCH = "2025-03-31";
  private static final String ANNA = PeopleOracle.hash("anna@example.com");

  /** The list, then orders, products, customers, features and segments of two dates, identities. */
  private static final int FORGETS_WRITES = 9;

  private static final String GUEST = PeopleOracle.guestId(ANNA);

  @TempDir private Path folder;
  private LivesShop lives;
  private ExportShop shop;

  @BeforeEach
  void aShop() {
    lives = new LivesShop(folder);
    shop = lives.shop();
    lives.customers("b1,ben@example.com,,2025-01-01,true");
    lives.moreOrders(
        "g1,,Anna@Example.com,,2025-01-05,10",
        "g2,0,anna@example.com ,,2025-01-25,20",
        "x1,b1,,,2025-01-10,30",
        "x2,b2,,,2025-01-12,40",
        "u1,,,,2025-01-13,50");
    lives.night(JANUARY);
  }

  @Test
  void aGuestIsAPersonWhomOneAddressNames() {
    assertThat(shop.rows(Orders.SCHEMA, "order_id", "customer_id", "source_customer_id"))
        .containsExactly(
            "g1 " + GUEST + " null",
            "g2 " + GUEST + " null",
            "u1 null null",
            "x1 b1 b1",
            "x2 b2 b2");
    assertThat(
            lives.segments(
                JANUARY, "loyalty", "control_bucket = " + LivesShop.bucket("customer_id")))
        .containsExactly(
            "b1 One Time Buyer true", "b2 One Time Buyer true", GUEST + " Loyal Customer true");
    assertThat(
            shop.rows(Identities.SCHEMA, "key_kind", "key", "customer_id", "joined_by", "first_id"))
        .containsExactly(
            "customer_id b1 b1 own id b1",
            "customer_id b2 b2 own id b2",
            "customer_id %1$s %1$s guest orders %1$s".formatted(GUEST),
            "email %s %s guest orders %2$s".formatted(ANNA, GUEST),
            "email %s b1 registration b1".formatted(PeopleOracle.hash("ben@example.com")));
  }

  @Test
  void whoRegistersKeepsHistoryBucketAndLabels() {
    registers();

    assertThat(lives.segments(MARCH, "loyalty", "loyalty_previous"))
        .containsExactly("B Frequent Buyer One Time Buyer", "c9 Frequent Buyer Loyal Customer");
    assertThat(lives.segments(MARCH, "control_bucket = " + LivesShop.bucket("'" + GUEST + "'")))
        .contains("c9 true");
    assertThat(lives.segments(MARCH, "control_bucket = " + LivesShop.bucket("'b1'")))
        .contains("B true");
    // Nobody has come or gone: two accounts of one person are counted as the first of them.
    assertThat(
            shop.rows(
                SegmentTransitions.SCHEMA,
                "segment_date = date '%s' and family = 'loyalty' and horizon = 'previous run'"
                    .formatted(MARCH),
                "from_segment",
                "to_segment",
                "customers"))
        .filteredOn(row -> row.startsWith("true"))
        .containsExactlyInAnyOrder(
            "true Loyal Customer Frequent Buyer 1", "true One Time Buyer Frequent Buyer 1");
    assertThat(
            shop.rows(
                Identities.SCHEMA,
                "key_kind",
                "replace(key, '" + ANNA + "', 'anna')",
                "customer_id",
                "joined_by",
                "first_id"))
        .contains(
            "customer_id b1 B identity b1",
            "customer_id b2 B identity b1",
            "customer_id c9 c9 own id " + GUEST,
            "customer_id %1$s c9 guest orders %1$s".formatted(GUEST),
            "email anna c9 registration " + GUEST);
    assertThat(shop.rows(Customers.SCHEMA, "customer_id", "email", "consent"))
        .containsExactly("B ben@example.com true", "c9 ANNA@example.com false");
    explainTellsWhoTheyAre();
    aResolverMayNameItsPeopleAnew();
  }

  @Test
  void whoIsForgottenIsKnownByNoIdAndNoAddressAgain() {
    registers();

    // Killed before its last write, it knows when it is started again who else they are.
    Run run = shop.run(MARCH);
    IllegalStateException kill = new IllegalStateException("killed");
    Tables dying = new DyingTables(run.tables(), new AtomicInteger(FORGETS_WRITES - 1), kill);
    Forget forget = new Forget(Set.of("c9", "b2"), people -> {});
    assertThatThrownBy(
            () ->
                forget.run(
                    new Run(
                        run.settings(),
                        run.spark(),
                        dying,
                        run.asOf(),
                        run.fitting(),
                        run.progress())))
        .isSameAs(kill);
    assertThat(shop.rows(Orders.SCHEMA, "order_id")).containsExactly("u1");
    assertThat(shop.rows(Identities.SCHEMA, "customer_id")).isNotEmpty();
    forget.run(run);

    assertThat(shop.rows(Orders.SCHEMA, "order_id")).containsExactly("u1");
    assertThat(shop.rows(Identities.SCHEMA, "customer_id")).isEmpty();
    // c9, guest, anna; b2, b1, B, ben and the guest he would be: by any of these a row is theirs.
    assertThat(shop.rows(ForgottenCustomers.SCHEMA, "customer_hash")).hasSize(8);
    lives.customers("b3,ben@example.com,,2025-04-01,true");
    lives.moreOrders(
        "z1,,anna@example.com,,2025-04-01,1",
        "z2,d1,ben@example.com,,2025-04-01,1",
        "z3,d1,,,2025-04-01,1",
        "z4,b1,,,2025-04-01,1");
    RunReport report = lives.ingest("2025-04-30");
    assertThat(shop.rows(Orders.SCHEMA, "order_id", "customer_id"))
        .containsExactly("u1 null", "z3 d1");
    assertThat(shop.rows(Customers.SCHEMA, "customer_id")).isEmpty();
    assertThat(report.reconciliations().get(0).of("forgotten").rows()).isEqualTo(11);
  }

  private void explainTellsWhoTheyAre() {
    Explanation.Section person = Explanation.of(shop.run(MARCH), GUEST).sections().get(0);

    assertThat(person.title()).isEqualTo("person c9");
    assertThat(person.sentences())
        .containsExactly(
            "id c9: the person's own",
            "id %s: guest orders that state one of the person's keys".formatted(GUEST),
            "email (kept as a hash): stated by one registered customer, whose guest orders with it are",
            "first known as %s: control_bucket is of that id".formatted(GUEST));
    assertThat(Explanation.of(shop.run(MARCH), "b2").sections().get(0).sentences())
        .containsExactly(
            "id b1: an account that source identity gives to this person",
            "id b2: an account that source identity gives to this person",
            "email (kept as a hash): stated by one registered customer, whose guest orders with it are",
            "first known as b1: control_bucket is of that id");
  }

  /** As some do every night. */
  private void aResolverMayNameItsPeopleAnew() {
    lives.identity("b1,Z9,", "b2,Z9,");
    lives.night("2025-04-30");

    assertThat(
            lives.segments(
                "2025-04-30", "loyalty_previous", "control_bucket = " + LivesShop.bucket("'b1'")))
        .contains("Z9 One Time Buyer true");
    assertThat(shop.rows(Identities.SCHEMA, "key", "customer_id", "joined_by", "first_id"))
        .contains("B Z9 former id b1", "b1 Z9 identity b1", "b2 Z9 identity b1");
  }

  /** Anna registers, and two accounts of Ben's are found to be his. */
  private void registers() {
    lives.customers("b1,ben@example.com,,2025-01-01,true", "c9,ANNA@example.com,,2025-03-01,false");
    lives.identity("b1,B,2025-02-01", "b2,B,2025-02-01");
    lives.moreOrders(
        "n1,c9,,,2025-03-02,5",
        "n2,b1,,,2025-03-05,5",
        "n3,b2,,,2025-03-05,6",
        "n3,b1,,,2025-03-05,6");
    lives.night(MARCH);
  }
}
