package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.Forgotten;
import io.clientele.jobs.ForgottenRows;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetTextTest {
  private static final Forgotten FORGOTTEN =
      new Forgotten(
          new Forgotten.People(1_003, 1_001, 1_002),
          List.of(
              new ForgottenRows(CustomerSegments.SCHEMA, 365_000, 365),
              new ForgottenRows(Orders.SCHEMA, 2_500, 0)));

  private final ForgetText text = new ForgetText(Glyphs.ASCII);

  @Test
  void showsWhatWasDone() {
    assertThat(text.done(FORGOTTEN))
        .isEqualTo(
            """
            customers             number
            ----------------------------
            in the file            1,003
              with rows here       1,001
              without                  2
            kept out from now on   1,002

            rows removed          rows  dates
            ---------------------------------
            customer_segments  365,000    365
            orders               2,500      -
            all tables         367,500

              - Older versions of these tables are gone too. The sources still hold what
                they held: later ingests count it as forgotten and keep nothing of it.

            """);
  }

  @Test
  void showsWhatWouldBeDone() {
    assertThat(text.foreseen("Shop, 2024-02-29", FORGOTTEN))
        .isEqualTo(
            """
            Shop, 2024-02-29

            customers                   number
            ----------------------------------
            in the file                  1,003
              with rows here             1,001
              without                        2
            to be kept out from now on   1,002

            rows to remove        rows  dates
            ---------------------------------
            customer_segments  365,000    365
            orders               2,500      -
            all tables         367,500

            Nothing was touched: this is what forget does without --dry-run.
            """);
  }
}
