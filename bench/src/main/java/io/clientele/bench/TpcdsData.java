package io.clientele.bench;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what the benchmark needs of TPC-DS as CSV with a header, from the public generator: {@code
 * TpcdsData SCALE FOLDER}. Scale 1 is 3.6 million order lines.
 */
public final class TpcdsData {
  private static final Map<Table, List<String>> NEEDED =
      Map.of(
          Table.STORE_SALES,
          List.of(
              "ss_sold_date_sk",
              "ss_sold_time_sk",
              "ss_item_sk",
              "ss_customer_sk",
              "ss_ticket_number",
              "ss_quantity",
              "ss_sales_price",
              "ss_ext_discount_amt",
              "ss_coupon_amt",
              "ss_net_paid"),
          Table.WEB_SALES,
          List.of(
              "ws_sold_date_sk",
              "ws_sold_time_sk",
              "ws_item_sk",
              "ws_bill_customer_sk",
              "ws_order_number",
              "ws_quantity",
              "ws_sales_price",
              "ws_ext_discount_amt",
              "ws_coupon_amt",
              "ws_net_paid"),
          Table.ITEM,
          List.of("i_item_sk", "i_category"));

  private TpcdsData() {}

  /** Generates the tables. */
  public static void main(String[] arguments) throws IOException {
    Session session = Session.getDefaultSession().withScale(Double.parseDouble(arguments[0]));
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<Table, List<String>> table : NEEDED.entrySet()) {
      write(table.getKey(), table.getValue(), session, folder);
    }
  }

  private static void write(Table table, List<String> columns, Session session, Path folder)
      throws IOException {
    int[] positions =
        columns.stream().map(table::getColumn).mapToInt(Column::getPosition).toArray();
    Path file = folder.resolve(table.getName().toLowerCase(Locale.ROOT) + ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(String.join(",", columns) + "\n");
      // The first of a group is the sale; what follows it are its returns.
      for (List<List<String>> group : Results.constructResults(table, session.withTable(table))) {
        List<String> row = group.isEmpty() ? Collections.emptyList() : group.get(0);
        out.write(
            Arrays.stream(positions)
                    .mapToObj(row::get)
                    .map(value -> value == null ? "" : value)
                    .collect(Collectors.joining(","))
                + "\n");
      }
    }
  }
}
