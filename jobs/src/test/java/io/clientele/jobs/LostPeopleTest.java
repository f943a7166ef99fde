package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Identities;
import io.clientele.schema.Ingests;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People whom the sources stop naming as they did, and people who were forgotten. */
class LostPeopleTest {
  private static final String JANUARY = "2025-01-31";
  private static final String MARCH = "2025-03-31";
  private static final String ANNA = guest("anna@example.com");
  private static final String BEN = guest("ben@example.com");

  @TempDir private Path folder;
  private LivesShop lives;
  private ExportShop shop;

  @BeforeEach
  void aShop() {
    lives = new LivesShop(folder);
    shop = lives.shop();
  }

  private static String guest(String key) {
    return PeopleOracle.guestId(PeopleOracle.hash(key));
  }

  private List<String> ids() {
    return shop.rows(
        Identities.SCHEMA,
        "case when key_kind = 'customer_id' then key else key_kind end",
        "customer_id",
        "joined_by",
        "first_id",
        "first_ingest");
  }

  private List<String> orders() {
    return shop.rows(Orders.SCHEMA, "order_id", "customer_id");
  }

  /** What the command check announces of orders. */
  private List<String> checked() {
    return RowsCheck.of(shop.settings(), LocalSpark.session()).get(0).rejections().stream()
        .map(rejection -> rejection.reason() + " " + rejection.rows())
        .toList();
  }

  @Test
  void aGuestWhoseOrdersAreGivenToAnAccountStaysKnown() {
    lives.orders(
        "g1,,anna@example.com,,2025-01-05,10",
        "g2,,anna@example.com,,2025-01-25,20",
        "h1,,ben@example.com,,2025-01-25,20",
        "x1,b1,,,2025-01-10,30");
    lives.night(JANUARY);
    // The shop gives all to accounts: what joins Anna's are the orders themselves, Ben registers.
    lives.customers("b9,ben@example.com,,2025-02-01,true");
    lives.orders(
        "g1,c9,anna@example.com,,2025-01-05,10",
        "g2,c9,anna@example.com,,2025-01-25,20",
        "h1,b9,,,2025-01-25,20",
        "n1,c9,,,2025-03-02,5",
        "n2,b9,,,2025-03-03,5",
        "x1,b1,,,2025-01-10,30");
    lives.night(MARCH);

    assertThat(ids())
        .containsExactly(
            "b1 b1 own id b1 1",
            "b9 b9 own id %s 2".formatted(BEN),
            "c9 c9 own id %s 2".formatted(ANNA),
            "email b9 registration %s null".formatted(BEN),
            "%1$s c9 former id %1$s 1".formatted(ANNA),
            "%1$s b9 former id %1$s 1".formatted(BEN));
    assertThat(
            lives.segments(
                MARCH,
                "loyalty_previous",
                "control_bucket = " + LivesShop.bucket("'" + ANNA + "'"),
                "control_bucket = " + LivesShop.bucket("'" + BEN + "'")))
        .containsExactly(
            "b1 null false false", "b9 One Time Buyer false true", "c9 Loyal Customer true false");
    // What they were labelled as then is explained under the id of then.
    List<String> told = Explanation.of(shop.run(JANUARY), "c9").sections().get(0).sentences();
    assertThat(told)
        .containsExactly(
            "id c9: the person's own",
            "id %s: an id that the person had before".formatted(ANNA),
            "first known as %s: control_bucket is of that id".formatted(ANNA),
            "labelled as %s on %s, before this was known; the orders are those of the person as it is known now"
                .formatted(ANNA, JANUARY));
  }

  @Test
  void whoIsNamedByNothingAnyMoreIsStillFoundByAllTheyWereKnownBy() {
    lives.customers("b1,ben@example.com,,2025-01-01,true");
    lives.identity("b1,B,", "b2,B,");
    lives.orders("x1,b1,,,2025-01-10,30", "x2,b2,,,2025-01-12,40", "u1,c1,,,2025-01-13,50");
    lives.ingest(JANUARY);
    lives.customers();
    lives.identity();
    lives.orders("u1,c1,,,2025-01-13,50");
    lives.ingest("2025-02-28");
    List<String> gone =
        List.of("B B former id b1 null", "b1 B former id b1 1", "b2 B former id b1 1");
    assertThat(ids()).containsAll(gone).contains("c1 c1 own id c1 1").hasSize(4);

    // One of the accounts comes back: the others go with it.
    lives.moreOrders("y1,b2,,,2025-03-01,5");
    lives.ingest(MARCH);

    assertThat(ids())
        .containsExactly(
            "B b2 former id b1 null",
            "b1 b2 former id b1 1",
            "b2 b2 own id b1 1",
            "c1 c1 own id c1 1");
    new Forget(Set.of("B"), people -> {}).run(shop.run(MARCH));
    lives.orders("y1,b2,,,2025-03-01,5", "y2,b1,,,2025-03-01,5", "u1,c1,,,2025-01-13,50");
    lives.ingest("2025-04-30");
    assertThat(orders()).containsExactly("u1 c1");
  }

  @Test
  void whoIsForgottenStaysSoUnderAnAccountThatBecomesTheirs() {
    lives.identity("b1,B,2025-01-01");
    lives.events("b4,s1,2025-01-11 08:00:00");
    lives.orders(
        "x1,b1,,,2025-01-10,30",
        "x4,b4,,,2025-01-11,40",
        "x5,b5,,,2025-01-12,50",
        "u1,c1,,,2025-01-13,50");
    lives.ingest(JANUARY);
    new Forget(Set.of("b1"), people -> {}).run(shop.run(JANUARY));
    lives.ingest("2025-02-28");
    assertThat(orders()).containsExactly("u1 c1", "x4 b4", "x5 b5");

    // b5 was once given to B, and is somebody else's now.
    lives.customers("b4,new@example.com,,2025-03-01,true", "c1,,,2025-01-01,");
    lives.identity(
        "b1,B,2025-01-01", "b4,B,2025-03-01", "b5,B,2024-01-01", "b5,C,2025-03-01", "b6,B,");
    lives.moreOrders("x6,b6,,,2025-03-05,5", "x7,b4,,,2025-03-05,5");
    RunReport report = lives.ingest(MARCH);

    assertThat(shop.notes())
        .contains(
            "The sources were read from the start: an account has become that of a forgotten person.");
    assertThat(orders()).containsExactly("u1 c1", "x5 C");
    assertThat(ids()).containsExactly("b5 C identity b5 1", "c1 c1 own id c1 1");
    assertThat(report.reconciliations())
        .extracting(rows -> rows.source() + " " + rows.of("forgotten").rows())
        .containsExactly("orders 4", "customers 1", "events 1", "identity 4");
    // Again, all at once.
    lives.orders(
        "x1,b1,,,2025-01-10,30",
        "x4,b4,,,2025-01-11,40",
        "x5,b5,,,2025-01-12,50",
        "u1,c1,,,2025-01-13,50",
        "x6,b6,,,2025-03-05,5",
        "x7,b4,,,2025-03-05,5");
    lives.ingest("2025-04-30");
    assertThat(orders()).containsExactly("u1 c1", "x5 C");
  }

  @Test
  void aForgottenGuestIsNeitherKeptInRejectedRowsNorMixedUpWithOthers() {
    lives.customers(
        "s1,shared@example.com,,2025-01-01,true", "s2,shared@example.com,,2025-01-01,true");
    String phone = "030 1234567";
    String[] orders = {
      "a1,,anna@example.com," + phone + ",2025-01-05,10",
      "a2,,anna@example.com,,no day,10",
      "b1,,ben@example.com," + phone + ",2025-01-05,10",
      "p1,,," + phone + ",2025-01-05,10",
      "h1,,shared@example.com,,2025-01-05,10",
      "h2,s1,shared@example.com,,2025-01-05,10"
    };
    lives.orders(orders);
    lives.ingest(JANUARY);
    String byPhone = guest("+49301234567");
    String shared = guest("shared@example.com");
    assertThat(orders())
        .containsExactly("a1 " + ANNA, "b1 " + BEN, "h1 " + shared, "h2 s1", "p1 " + byPhone);
    assertThat(ids()).contains("phone %1$s several guests %1$s null".formatted(byPhone));
    assertThat(shop.rows(RejectedRows.SCHEMA, "order_id", "customer_id", "reason"))
        .containsExactly("a2 %s no time".formatted(ANNA));

    // The phone is not Anna's alone, and the address not that of one person.
    new Forget(Set.of(byPhone, shared), people -> {}).run(shop.run(JANUARY));
    lives.orders(orders);
    lives.ingest("2025-02-28");
    assertThat(orders()).containsExactly("a1 " + ANNA, "b1 " + BEN, "h2 s1");

    new Forget(Set.of(ANNA), people -> {}).run(shop.run("2025-02-28"));
    assertThat(shop.rows(RejectedRows.SCHEMA, "order_id")).isEmpty();
    lives.orders(orders);
    lives.ingest(MARCH);
    assertThat(orders()).containsExactly("b1 " + BEN, "h2 s1");
  }

  @Test
  void anOrderOfAccountsThatAreNoLongerOnePersonsIsRefused() {
    lives.identity("b1,B,", "b2,B,");
    lives.orders("o1,b1,,,2025-01-10,30", "o1,b2,,,2025-01-10,5", "o2,b2,,,2025-01-12,40");
    lives.ingest(JANUARY);
    assertThat(orders()).containsExactly("o1 B", "o2 B");
    assertThat(checked()).isEmpty();

    lives.identity("b1,B,", "b2,X,");
    lives.ingest(MARCH);

    assertThat(orders()).containsExactly("o2 X");
    assertThat(checked()).containsExactly("order under two customers 2");
    assertThat(shop.rows(RejectedRows.SCHEMA, "ingest_batch", "order_id", "customer_id", "reason"))
        .containsExactly(
            "2025-03-31 o1 b1 order under two customers",
            "2025-03-31 o1 b2 order under two customers");
    assertThat(shop.rows(Ingests.SCHEMA, "mode")).containsExactly("full", "incremental");
  }
}
