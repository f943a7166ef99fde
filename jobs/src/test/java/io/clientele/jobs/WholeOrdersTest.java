package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Orders;
import io.clientele.source.SourceReader;
import io.clientele.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeOrdersTest {

  @Test
  void ordersOfTheLastNinetyDaysAreSaidToBeLikelyReplaced(@TempDir Path folder) {
    JobShop shop = new JobShop(folder);
    shop.orders(
        List.of(
            "1,anna,2024-12-31,1.00",
            "2,anna,2025-01-01,1.00",
            "3,bert,2025-04-02,1.00",
            "4,bert,2023-04-02,-1.00"));
    Run opened = shop.asOf("2025-03-31");
    Dealing dealing = new Dealing(opened.tables(), new ArrayList<>());
    Run run =
        new Run(
            opened.settings(),
            opened.spark(),
            dealing,
            opened.asOf(),
            opened.fitting(),
            opened.progress());
    Dataset<Row> mapped = new SourceReader(run.spark()).rows(run.settings().sources().orders());

    try (WholeOrders orders = new WholeOrders(run, mapped)) {
      assertThat(ids(orders.changes().get(0).rows())).containsExactly("1", "2", "3", "4");
    }

    assertThat(dealing.likely).containsExactly("2", "3");
  }

  private static List<String> ids(Dataset<Row> orders) {
    return orders.select(Orders.ORDER_ID).as(Encoders.STRING()).collectAsList().stream()
        .sorted()
        .toList();
  }

  /** Remembers which rows are said to be likely replaced. */
  private record Dealing(Tables tables, List<String> likely) implements TablesAround {
    @Override
    public Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced) {
      likely.addAll(ids(rows.filter(isLikelyReplaced)));
      return tables.apart(rows, isLikelyReplaced);
    }
  }
}
