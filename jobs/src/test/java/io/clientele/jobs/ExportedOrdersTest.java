package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.CustomerFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders as shops export them: in one go and night by night, in both formats. */
class ExportedOrdersTest {
  private static final String DATE = "2025-12-31";
  private static final String[] PLAIN = {
    "order_id = id", "customer_id = c", "ordered_at = t", "amount = a"
  };

  @TempDir private Path folder;

  /**
   * Exports and what they come to.
   *
   * @param name what is tested
   * @param shop makes the shop, given a folder and a format
   * @param exports the files, a night each
   * @param orders the rows of the table orders
   * @param told parts of notes and words that are told after all of them
   */
  private record Case(
      String name,
      Function<Place, ExportShop> shop,
      List<List<String>> exports,
      List<String> orders,
      List<String> told) {

    @Override
    public String toString() {
      return name;
    }
  }

  private record Place(Path folder, String format) {
    ExportShop shop(String... more) {
      List<String> mapping = new ArrayList<>(List.of(PLAIN));
      mapping.addAll(List.of(more));
      return new ExportShop(folder, format, mapping.toArray(String[]::new));
    }
  }

  static Stream<Case> versions() {
    return Stream.of(
        new Case(
            "a newer export replaces an order: its amount, status and customer",
            place -> place.shop("status = s", "updated_at = u"),
            List.of(
                List.of(
                    "id,c,t,a,s,u",
                    "1,c1,2025-01-01,50,paid,2025-01-01 10:00:00",
                    "2,c2,2025-01-01,10,cancelled,2025-01-01 10:00:00",
                    "3,c3,2025-01-01,10,paid,2025-01-01 10:00:00",
                    "4,c4,2025-01-01,1,paid,2025-01-01 10:00:00",
                    "4,c4,2025-01-01,2,paid,2025-01-01 10:00:00"),
                List.of(
                    "id,c,t,a,s,u",
                    "1,c1,2025-01-01,80,paid,2025-01-02 10:00:00",
                    "2,c2,2025-01-01,10,paid,2025-01-02 10:00:00",
                    "3,c9,2025-01-01,10,paid,2025-01-02 10:00:00",
                    "4,c4,2025-01-01,3,paid,2024-12-31 10:00:00",
                    "4,c4,2025-01-01,4,paid,2024-12-31 10:00:00"),
                List.of("id,c,t,a,s,u", "1,c1,2025-01-01,70,paid,", "5,c4,2025-01-02,6,paid,")),
            List.of(
                "1 2025-01-01 c1 purchase 1 8000 0 null",
                "2 2025-01-01 c2 purchase 1 1000 0 null",
                "3 2025-01-01 c9 purchase 1 1000 0 null",
                "4 2025-01-01 c4 purchase 2 300 0 null",
                "5 2025-01-02 c4 purchase 1 600 0 null"),
            List.of("superseded=6 rows 147")),
        new Case(
            "lines have versions of their own where they have ids; a filtered one supersedes too",
            place ->
                place
                    .shop("line_id = l", "updated_at = u", "status = s")
                    .with("source.orders.filter", "s is null or s <> 'gone'"),
            List.of(
                List.of(
                    "id,c,t,a,l,u,s",
                    "1,c1,2025-01-01,50,a,2025-01-01 10:00:00,paid",
                    "1,c1,2025-01-01,5,b,2025-01-01 10:00:00,paid"),
                List.of(
                    "id,c,t,a,l,u,s",
                    "1,c1,2025-01-01,80,a,2025-01-02 10:00:00,paid",
                    "1,c1,2025-01-01,5,b,2025-01-03 10:00:00,gone")),
            List.of("1 2025-01-01 c1 purchase 1 8000 0 null"),
            List.of("superseded=2 rows 55", "filtered=1 rows 5")));
  }

  static Stream<Case> statuses() {
    return Stream.of(
        new Case(
            "a status on the first line is the order's where the shop says so",
            place ->
                place
                    .shop("status = s")
                    .with("quality.order-level", "[currency, coupon_code, status]"),
            List.of(
                List.of("id,c,t,a,s", "#1,c1,2025-01-01,10,cancelled", "#1,c1,2025-01-01,90,"),
                List.of("id,c,t,a,s", "#2,c1,2025-01-02,7,paid")),
            List.of(
                "#1 2025-01-01 c1 cancelled 2 0 0 null", "#2 2025-01-02 c1 purchase 1 700 0 null"),
            List.of("status cancelled 1 10 cancelled", "status paid 1 7 bought")),
        new Case(
            "otherwise blank lines stay, which is told",
            place -> place.shop("status = s"),
            List.of(
                List.of("id,c,t,a,s", "#1,c1,2025-01-01,10,cancelled", "#1,c1,2025-01-01,90,"),
                List.of("id,c,t,a,s", "#2,c1,2025-01-02,7,odd", "#3,c2,2025-01-02,7,Refunded")),
            List.of(
                "#1 2025-01-01 c1 purchase 2 9000 0 null",
                "#2 2025-01-02 c1 purchase 1 700 0 null",
                "#3 2025-01-02 c2 purchase 1 700 0 null"),
            List.of(
                "1 orders have a cancelled line, and lines without a status of 90.00 EUR that count"
                    + " as bought",
                "status odd 1 7 bought: unknown word",
                "status refunded 1 7 bought: is it?")));
  }

  static Stream<Case> days() {
    return Stream.of(
        new Case(
            "four guests called 0 and one called Guest are nobody",
            place -> place.shop(),
            List.of(
                List.of("id,c,t,a", "1,0,2025-01-01,1", "2,0,2025-02-01,2", "3,0,2025-03-01,3"),
                List.of(
                    "id,c,t,a",
                    "4,0,2025-04-01,4",
                    "5,\u00a0Guest\u200b,2025-05-01,5",
                    "6,ann,2025-05-01,6")),
            List.of(
                "1 2025-01-01 null purchase 1 100 0 null",
                "2 2025-02-01 null purchase 1 200 0 null",
                "3 2025-03-01 null purchase 1 300 0 null",
                "4 2025-04-01 null purchase 1 400 0 null",
                "5 2025-05-01 null purchase 1 500 0 null",
                "6 2025-05-01 ann purchase 1 600 0 null"),
            List.of("nobody 0 4 10 a guest", "nobody guest 1 5 a guest", "guests=5 rows 15")),
        new Case(
            "what came back on a later day is a return of that day",
            place -> place.shop(),
            List.of(
                List.of("id,c,t,a", "1,ann,2025-01-01,100", "2,ben,2025-01-01,30"),
                List.of("id,c,t,a", "1,ann,2025-12-20,-100", "2,ben,2025-01-01,-10")),
            List.of(
                "1 2025-01-01 ann purchase 1 10000 0 null",
                "1 2025-12-20 ann return 1 0 10000 null",
                "2 2025-01-01 ben purchase 2 3000 1000 null"),
            List.of("The lines of 1 orders span more than 90 days (such as 1)")));
  }

  static Stream<Case> ofOrders() {
    return Stream.of(
        new Case(
            "discounts and refunds of whole orders",
            place ->
                place.shop(
                    "order_discount = d",
                    "order_refund = r",
                    "refunded_at = rt",
                    "is_returned = \"back = 'yes'\""),
            List.of(
                List.of(
                    "id,c,t,a,d,r,rt,back",
                    "1,ann,2025-01-01,33.33,10,,,",
                    "1,ann,2025-01-01,66.67,10,,,",
                    "2,ben,2025-01-01,50,,20,2025-02-01,",
                    "3,cid,2025-01-01,50,,60,,"),
                List.of(
                    "id,c,t,a,d,r,rt,back",
                    "4,dee,2025-01-01,40,5,,2025-03-01,yes",
                    "4,dee,2025-01-01,60,,,,")),
            List.of(
                "1 2025-01-01 ann purchase 2 9000 0 1000",
                "2 2025-01-01 ben purchase 1 5000 0 0",
                "2 2025-02-01 ben return 0 0 2000 0",
                "3 2025-01-01 cid purchase 1 5000 6000 0",
                "4 2025-01-01 dee purchase 2 9500 0 500",
                "4 2025-03-01 dee return 0 0 3800 0"),
            List.of(
                "discounts of orders=2 -15.00",
                "refunds of orders=3 -118.00",
                "1 refunds of 60.00 EUR (such as 3) have no day",
                "More came back of 1 orders than was paid for them, 10.00 EUR in all (such as 3)")));
  }

  static Stream<Case> doubts() {
    return Stream.of(
        new Case(
            "orders that stand whole in two files are told",
            place -> place.shop(),
            List.of(
                List.of("id,c,t,a", "1,ann,2025-01-01,10", "1,ann,2025-01-01,20"),
                List.of(
                    "id,c,t,a",
                    "1,ann,2025-01-01,20",
                    "1,ann,2025-01-01,10",
                    "2,ann,2025-01-02,5",
                    "2,ann,2025-01-02,5")),
            List.of(
                "1 2025-01-01 ann purchase 4 6000 0 null",
                "2 2025-01-02 ann purchase 2 1000 0 null"),
            List.of("1 orders look exported twice")),
        new Case(
            "impossible dates, rounded ids and a currency without a rate are refused, and named",
            place -> place.shop("currency = k"),
            List.of(
                List.of(
                    "id,c,t,a,k",
                    "1,ann,1970-01-01,10,EUR",
                    "2,7.41099E+12,2025-01-01,20,EUR",
                    "3,ann,2025-01-01,5,",
                    "3,ann,2025-01-01,5,eur"),
                List.of("id,c,t,a,k", "4,ben,2025-01-02,5,chf", "5,ben,2027-02-02,5,EUR")),
            List.of(
                "3 2025-01-01 ann purchase 2 1000 0 null",
                "5 2027-02-02 ben purchase 1 500 0 null"),
            List.of(
                "impossible date=1 rows 10",
                "id in scientific notation=1 rows 20",
                "foreign currency=1 rows 5",
                "currency CHF 1 5 rejected: no rate",
                "1 orders are dated more than a year after 2025-12-31, the last on 2027-02-02")));
  }

  @ParameterizedTest
  @MethodSource({"versions", "statuses", "days", "ofOrders", "doubts"})
  void comeToTheSameInOneGoAndNightByNight(Case one) {
    for (String format : List.of("delta", "parquet")) {
      ExportShop atOnce = one.shop().apply(place(format, "at-once"));
      one.exports().forEach(lines -> atOnce.export(lines.toArray(String[]::new)));
      RunReport whole = atOnce.does("ingest", DATE);
      ExportShop nightly = one.shop().apply(place(format, "nightly"));
      RunReport last = RunReport.empty();
      for (List<String> lines : one.exports()) {
        nightly.export(lines.toArray(String[]::new));
        last = nightly.does("ingest", DATE);
      }

      assertThat(atOnce.orders()).as(format + " in one go").isEqualTo(one.orders());
      assertThat(nightly.orders()).as(format + " night by night").isEqualTo(one.orders());
      assertThat(last.notes()).contains("Only what is new in the sources was read.");
      assertThat(told(last)).as(format).isEqualTo(told(whole));
      for (String part : one.told()) {
        assertThat(Stream.concat(told(whole).stream(), whole.notes().stream()))
            .as(format + " in one go")
            .anyMatch(line -> line.contains(part));
        assertThat(Stream.concat(told(last).stream(), nightly.notes().stream()))
            .as(format + " night by night")
            .anyMatch(line -> line.contains(part));
      }
    }
  }

  private Place place(String format, String name) {
    return new Place(folder.resolve(format).resolve(name), format);
  }

  /** What a reconciliation tells, a line each. */
  private static List<String> told(RunReport report) {
    RunReport.Reconciliation orders = report.reconciliations().get(0);
    List<String> told = new ArrayList<>();
    orders.classes().forEach((name, total) -> told.add(name + "=" + text(total, " rows ")));
    orders.rejected().forEach((name, total) -> told.add(name + "=" + text(total, " rows ")));
    orders.ofOrders().forEach((name, total) -> told.add(name + "=" + text(total, " ")));
    orders
        .words()
        .forEach(
            word ->
                told.add(
                    String.join(
                        " ", word.column(), word.word(), text(word.total(), " "), word.meaning())));
    return told;
  }

  private static String text(RunReport.Total total, String between) {
    String amount =
        total
            .amount()
            .map(
                number ->
                    number.scale() == 2
                        ? number.toPlainString()
                        : number.stripTrailingZeros().toPlainString())
            .orElse("-");
    return total.rows() + between + amount;
  }

  @Test
  void aRefundIsNotKnownBeforeItsDay() {
    ExportShop shop =
        new ExportShop(folder, "delta", PLAIN)
            .export("id,c,t,a", "1,ann,2025-01-01,100", "1,ann,2025-12-20,-100");
    shop.does("ingest", DATE);
    shop.does("features", "2025-06-30");
    shop.does("features", DATE);

    assertThat(
            shop.rows(
                CustomerFeatures.SCHEMA,
                CustomerFeatures.SEGMENT_DATE,
                CustomerFeatures.RETURNED_AMOUNT,
                CustomerFeatures.NET_REVENUE,
                CustomerFeatures.LAST_ORDER_DATE))
        .containsExactly("2025-06-30 0.00 100.00 2025-01-01", "2025-12-31 100.00 0.00 2025-01-01");
  }

  @Test
  void timesOfChangeOfLinesAreNoVersionsOfTheirOrder() {
    ExportShop shop =
        new Place(folder, "delta")
            .shop("updated_at = u")
            .export(
                "id,c,t,a,u",
                "7,ann,2025-01-01,100,2025-01-02 10:00:00",
                "7,ann,2025-01-01,20,2025-01-03 10:00:00");

    assertThatThrownBy(() -> shop.does("ingest", DATE))
        .isInstanceOfSatisfying(
            ClienteleException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.QUALITY))
        .hasMessage(
            """
            Lines of one order have different updated_at within one file: only those changed last \
            would count. Order 7 has lines older than 2025-01-03 10:00:00; 1 orders are like it. No \
            table was written
              where: source.orders.columns.updated_at (--set)
              mend:  map line_id, so that each line has its versions, or map updated_at to the \
            order's own time""");
    assertThat(shop.run(DATE).tables().version(io.clientele.schema.Orders.SCHEMA)).isEmpty();
  }

  @Test
  void aRefusedIngestLeavesItsRowsToLookAt() throws IOException {
    ExportShop shop =
        new ExportShop(folder, "delta", PLAIN)
            .with("quality.max-rejected-share", "0.1")
            .export("id,c,t,a", "1,ann,31/02/2025,10", "2,ann,2025-01-01,\"1,5\"", ",ben,2025,3");
    Path file = folder.resolve("warehouse/_refused/ingest.csv");

    assertThatThrownBy(() -> shop.does("ingest", DATE))
        .hasMessageContaining("no time: 1 (31/02/2025, 10)")
        .hasMessageContaining("no amount: 1 (2025-01-01, 1,5)")
        .hasMessageContaining("no order id: 1 (2025, 3)")
        .hasMessageContaining("look at " + file);

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "order_id,time,amount,reason",
            "2,2025-01-01,\"1,5\",no amount",
            ",2025,3,no order id",
            "1,31/02/2025,10,no time");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    shop.with("quality.max-rejected-share", "1").does("ingest", DATE);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void severalIngestsOfOneDayAreAsOne(String format) {
    ExportShop several = new ExportShop(folder.resolve("several"), format, PLAIN);
    ExportShop one = new ExportShop(folder.resolve("one"), format, PLAIN);
    List<String> first = new ArrayList<>(List.of("id,c,t,a"));
    for (int order = 1; order <= 30; order++) {
      first.add("o%d,c%d,2025-0%d-01,%d".formatted(order, order % 10, 1 + order % 9, order));
    }
    several.export(first.toArray(String[]::new)).does("run", DATE);
    for (String line : List.of("o31,c1,2025-11-01,5", "o32,c2,2025-11-02,6")) {
      several.export("id,c,t,a", line);
      RunReport report = several.does("run", DATE);
      assertThat(report.notes()).contains("Only what is new in the sources was read.");
    }
    one.export(first.toArray(String[]::new))
        .export("id,c,t,a", "o31,c1,2025-11-01,5")
        .export("id,c,t,a", "o32,c2,2025-11-02,6")
        .does("run", DATE);

    assertThat(several.orders()).isEqualTo(one.orders()).hasSize(32);
    String[] columns = {"to_json(struct(*))"};
    assertThat(several.rows(CustomerFeatures.SCHEMA, columns))
        .isEqualTo(one.rows(CustomerFeatures.SCHEMA, columns))
        .hasSize(10);
  }

  static List<String> formats() {
    return List.of("delta", "parquet");
  }

  @Test
  void oneIdWithMuchOfEverythingIsTold() {
    ExportShop shop = new ExportShop(folder, "delta", PLAIN);
    List<String> lines = new ArrayList<>(List.of("id,c,t,a"));
    for (int order = 0; order < 400; order++) {
      String customer = order < 120 ? "till" : "c" + order;
      lines.add("%d,%s,2025-%02d-01,1".formatted(order, customer, 1 + order % 12));
    }
    shop.export(lines.toArray(String[]::new));
    shop.does("ingest", DATE);

    assertThat(shop.does("features", DATE).notes())
        .contains(
            "Customer till has 30.0% of all purchases of known customers (120). Is it a till, or does"
                + " it stand for nobody? Then add it to quality.no-customer.");
  }
}
