package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Identities;
import io.clientele.schema.Ingests;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders and accounts of one person, joined by keys and by a resolver. */
class PeopleTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}, people {1}")
  @CsvSource({"parquet, 1, 3", "delta, 2, 2"})
  void peopleAreThoseOfTheNewestCustomersAndLinksWhateverNightTheyCome(
      String format, long seed, int nights) {
    PeopleShop people = new PeopleShop(folder, seed);
    ExportShop byNight = people.shop("by-night", format);
    String day = "";
    for (int night = 0; night < nights; night++) {
      day = people.next();
      byNight.does(Commands.INGEST, day);
      byNight.does(Commands.FEATURES, day);
      holds(people.oracle(), byNight, "after night " + night);
    }
    ExportShop atOnce = people.shop("at-once", format);
    atOnce.does(Commands.INGEST, day);
    atOnce.does(Commands.FEATURES, day);
    holds(people.oracle(), atOnce, "at once");
    assertThat(ofDay(byNight, CustomerFeatures.SCHEMA, day))
        .isEqualTo(ofDay(atOnce, CustomerFeatures.SCHEMA, day));
    assertThat(ofDay(byNight, RejectedRows.SCHEMA, day))
        .isEqualTo(ofDay(atOnce, RejectedRows.SCHEMA, day));
    assertThat(byNight.rows(Ingests.SCHEMA, "ingest", "mode").subList(1, nights))
        .as("nights that read what was new alone")
        .allMatch(row -> row.endsWith(Ingests.INCREMENTAL));
    assertThat(newestTotals(byNight)).isEqualTo(newestTotals(atOnce));
  }

  private static String newestTotals(ExportShop shop) {
    return shop.rows(Ingests.SCHEMA, "max_by(totals, ingest)").get(0);
  }

  private static List<String> ofDay(ExportShop shop, TableSchema table, String day) {
    String isOfDay = "%s = date '%s'".formatted(table.partition().orElseThrow(), day);
    String[] columns =
        Stream.concat(table.columns().stream().map(TableColumn::name), Stream.of(isOfDay))
            .toArray(String[]::new);
    return shop.rows(table, columns).stream().filter(row -> row.endsWith("true")).toList();
  }

  private static void holds(PeopleOracle people, ExportShop shop, String when) {
    assertThat(
            shop.rows(
                Orders.SCHEMA,
                Orders.ORDER_ID,
                Orders.CUSTOMER_ID,
                Orders.SOURCE_CUSTOMER_ID,
                "'{' || array_join(array_sort(transform(map_entries(person_keys),"
                    + " e -> e.key || '=' || e.value)), ', ') || '}'",
                Orders.GROSS_UNITS,
                Orders.LINES))
        .as(when)
        .isEqualTo(people.orders());
    assertThat(shop.rows(OrderProducts.SCHEMA, OrderProducts.ORDER_ID, OrderProducts.CUSTOMER_ID))
        .as(when)
        .isEqualTo(people.products());
    assertThat(
            shop.rows(
                Sessions.SCHEMA,
                Sessions.CUSTOMER_ID,
                Sessions.SOURCE_CUSTOMER_ID,
                Sessions.SESSION_ID,
                Sessions.EVENT_DATE,
                Sessions.EVENTS))
        .as(when)
        .isEqualTo(people.sessions());
    assertThat(
            shop.rows(
                Customers.SCHEMA,
                Customers.CUSTOMER_ID,
                "date(registered_at)",
                Customers.EMAIL,
                Customers.CONSENT))
        .as(when)
        .isEqualTo(people.customers());
    assertThat(
            shop
                .rows(
                    Identities.SCHEMA,
                    Identities.KEY_KIND,
                    Identities.KEY,
                    Identities.CUSTOMER_ID,
                    Identities.JOINED_BY)
                .stream()
                .filter(row -> !row.endsWith(Identities.FORMER)))
        .as(when)
        .isEqualTo(people.identities());
  }
}
