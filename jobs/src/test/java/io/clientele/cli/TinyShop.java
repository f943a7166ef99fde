package io.clientele.cli;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableColumn;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shop of a few lines, for tests of the packaged jar. */
final class TinyShop {
  static final int CUSTOMERS = 4;

  private static final String LINES =
      """
      order,customer,day,paid
      1,anna,2024-11-02,10.00
      2,anna,2024-12-01,12.50
      3,anna,2025-03-20,11.00
      4,bert,2024-05-05,99.90
      5,cleo,2025-02-27,5.00
      6,cleo,2025-03-01,-5.00
      7,,2025-03-02,7.00
      8,dora,not a day,1.00
      9,dora,2025-01-15,3.00
      10,dora,2025-02-15,3.00
      """;

  private static final String CONFIGURATION =
      """
      shop { name = "Tiny shop", time-zone = "Europe/London", currency = "EUR", money-scale = 2 }
      source.orders {
        format = csv
        path = "orders.csv"
        options { header = "true" }
        columns {
          order_id = "order"
          customer_id = "customer"
          ordered_at = "day"
          amount = "paid"
        }
      }
      quality.max-rejected-share = 0.5
      warehouse.path = "warehouse"
      """;

  private TinyShop() {}

  /** Writes the orders and shop.conf, whose paths are relative to the working directory. */
  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("orders.csv"), LINES);
    Files.writeString(folder.resolve("shop.conf"), CONFIGURATION);
  }

  /** Returns the segments as JSON, a line a customer, in the order of their ids. */
  static String segments(Path folder, String format) {
    return String.join(
        "\n",
        LocalSpark.session()
            .read()
            .format(format)
            .load(folder.resolve("warehouse/" + CustomerSegments.SCHEMA.name()).toString())
            // Parquet puts the partition column last.
            .selectExpr(
                CustomerSegments.SCHEMA.columns().stream()
                    .map(TableColumn::name)
                    .toArray(String[]::new))
            .orderBy("customer_id")
            .toJSON()
            .collectAsList());
  }
}
