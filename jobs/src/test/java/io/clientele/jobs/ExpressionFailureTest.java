package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.Orders;
import io.clientele.schema.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An expression of the configuration that fails on a row, by what the row holds. */
class ExpressionFailureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          amount | split(paid, '[.]')[1] | split(paid, '[.]')[1] | index 1 of 1 elements; INVALID_ARRAY_INDEX | get
          amount | element_at(split(paid, ':'), 3) | element_at(split(paid, ':'), 3) | index 3 of 1 elements; INVALID_ARRAY_INDEX_IN_ELEMENT_AT | try_element_at
          amount | 2 * cast(paid as decimal(9,2)) | cast(paid as decimal(9,2)) | the value '1,5'; CAST_INVALID_INPUT | try_cast
          amount | cast(customer as int) | cast(customer as int) | the value 'aaaa@aaaaaaa.aaa'; CAST_INVALID_INPUT | try_cast
          amount | 1 / (length(paid) - 3) | 1 / (length(paid) - 3) | DIVIDE_BY_ZERO | try_divide
          amount | 1 % (length(paid) - 3) | 1 % (length(paid) - 3) | REMAINDER_BY_ZERO | try_mod
          amount | 2147483647 + length(paid) | 2147483647 + length(paid) | ARITHMETIC_OVERFLOW | try_add
          amount | cast(12345678 as decimal(4,0)) + length(paid) | cast(12345678 as decimal(4,0)) | the value '12345678'; NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION | try_cast
          ordered_at | to_timestamp(day, 'yyyy-MM-dd') | to_timestamp(day, 'yyyy-MM-dd') | the value '2025/01/02'; CANNOT_PARSE_TIMESTAMP | try_to_timestamp
          ordered_at | to_date(day, 'dd.MM.yyyy') | to_date(day, 'dd.MM.yyyy') | the value '2025/01/02'; CANNOT_PARSE_TIMESTAMP | try_to_date
          ordered_at | to_timestamp(day) | to_timestamp(day) | the value 'someday 9'; CAST_INVALID_INPUT | try_to_timestamp
          customer_id | cast(customer as bigint) | cast(customer as bigint) | the value 'aaaa@aaaaaaa.aaa'; CAST_INVALID_INPUT | try_cast
          is_return | cast(customer as boolean) | cast(customer as boolean) | the value 'aaaa@aaaaaaa.aaa'; CAST_INVALID_INPUT | try_cast
          """)
  void tellsTheColumnTheExpressionTheValueAndTheCure(
      String column, String sql, String fragment, String told, String function) throws Exception {
    String day = told.endsWith("CAST_INVALID_INPUT") ? "someday 9" : "2025/01/02";
    JobShop shop = shop(column, sql, day);

    Throwable failure = catchThrowable(() -> shop.does(Commands.INGEST, "2025-01-31"));

    assertThat(failure)
        .isInstanceOf(ClienteleException.class)
        .hasMessage(
            ("source.orders.columns.%s fails on a row of the source%n  where: %s (--set); %s%n"
                    + "  mend:  use %s, which gives null there: the row is then judged by the"
                    + " rules, and counted")
                .formatted(column, fragment, told, function));
    assertThat(((ClienteleException) failure).exitCode()).isEqualTo(ExitCode.INPUT);
  }

  @Test
  void nothingIsWrittenButTheRow() throws Exception {
    JobShop shop = shop("amount", "cast(paid as int)", "2025-01-02");

    assertThat(catchThrowable(() -> shop.does(Commands.RUN, "2025-01-31"))).isNotNull();

    assertThat(Files.exists(folder.resolve("warehouse/" + Orders.SCHEMA.name()))).isFalse();
    assertThat(shop.tables().read(Runs.SCHEMA).select("status", "message").toJSON().collectAsList())
        .containsExactly(
            "{\"status\":\"failed\",\"message\":\"source.orders.columns.amount fails on a row of the"
                + " source\"}");
  }

  private JobShop shop(String column, String sql, String day) throws Exception {
    JobShop shop = new JobShop(folder);
    Files.write(
        folder.resolve("orders.csv"),
        List.of("order,customer,day,paid,note", "1,anna@example.com," + day + ",\"1,5\",\"\""));
    return shop.with("source.orders.columns." + column, sql);
  }
}
