package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.BackfillPlan;
import io.clientele.jobs.BackfillReport;
import io.clientele.jobs.RunReport.Reconciliation;
import io.clientele.jobs.RunReport.Total;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BackfillTextTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-30");
  private static final LocalDate SECOND = LocalDate.parse("2025-12-30");
  private static final LocalDate THIRD = LocalDate.parse("2026-01-30");
  private static final BackfillText TEXT =
      new BackfillText(
          "Ringing Bell",
          new BackfillDays(FIRST, LocalDate.parse("2026-02-01"), BackfillDays.Every.MONTH),
          Glyphs.ASCII);

  @Test
  void showsAPlan() {
    BackfillPlan plan =
        new BackfillPlan(
            List.of(
                new BackfillPlan.Step(FIRST, Optional.empty()),
                new BackfillPlan.Step(SECOND, Optional.of("not computed yet")),
                new BackfillPlan.Step(
                    THIRD, Optional.of("2025-12-30, which it follows, is computed"))),
            List.of(LocalDate.parse("2026-01-31"), LocalDate.parse("2026-02-28")));

    assertThat(TEXT.of(plan))
        .isEqualTo(
            """
            Ringing Bell, 2025-11-30 to 2026-02-01, every month

            2025-11-30  done
            2025-12-30  to do  not computed yet
            2026-01-30  to do  2025-12-30, which it follows, is computed

            2 of 3 dates to do; nothing was written

            notes
              - Later dates build on earlier ones; stale until they are computed again:
                2026-01-31, 2026-02-28.
            """);
  }

  @Test
  void showsAPlanWithNothingToDo() {
    BackfillPlan plan =
        new BackfillPlan(List.of(new BackfillPlan.Step(FIRST, Optional.empty())), List.of());

    assertThat(TEXT.of(plan))
        .isEqualTo(
            """
            Ringing Bell, 2025-11-30 to 2026-02-01, every month

            2025-11-30  done

            0 of 1 dates to do; nothing was written
            """);
  }

  @Test
  void showsWhatBecameOfEachDate() {
    assertThat(TEXT.of(report()))
        .isEqualTo(
            """
            Ringing Bell, 2025-11-30 to 2026-02-01, every month

            dates             state  customers  newest purchase    time
            -----------------------------------------------------------
            2025-11-30  done before          -                -       -
            2025-12-30     computed     12,345       2025-12-29  65.4 s
            2026-01-30       failed          -                -   0.6 s
            2026-02-28  not started          -                -       -
            all dates   2 of 4 done                              66.0 s

            customers read    rows
            ----------------------
            source          12,345
              accepted      12,345

            notes
              - The family clusters is off.

            tables
              orders  /w/orders
            """);
  }

  private static BackfillReport report() {
    return new BackfillReport(
        List.of(
            line(FIRST, BackfillReport.State.DONE_BEFORE),
            new BackfillReport.Line(
                SECOND,
                BackfillReport.State.COMPUTED,
                OptionalLong.of(12_345),
                Optional.of(SECOND.minusDays(1)),
                Optional.of(Duration.ofMillis(65_432))),
            new BackfillReport.Line(
                THIRD,
                BackfillReport.State.FAILED,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(600))),
            line(LocalDate.parse("2026-02-28"), BackfillReport.State.NOT_STARTED)),
        List.of(
            new Reconciliation(
                "customers",
                Map.of("accepted", new Total(12_345, Optional.empty())),
                Map.of(),
                Optional.empty())),
        List.of("The family clusters is off."),
        Map.of("orders", "file:/w/orders"),
        Optional.of(new IllegalStateException("broken")));
  }

  private static BackfillReport.Line line(LocalDate date, BackfillReport.State state) {
    return new BackfillReport.Line(
        date, state, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }
}
