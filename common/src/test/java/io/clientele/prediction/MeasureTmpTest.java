package io.clientele.prediction;

import io.clientele.prediction.Simulation.Loss;
import java.time.LocalDate;
import java.util.*;
import org.junit.jupiter.api.Test;

class MeasureTmpTest {
  static final Season FLAT = Season.ofMonths(Collections.nCopies(12, 1.0));

  enum M {
    BG,
    MBG,
    NBD
  }

  static PurchaseModel fit(M m, PurchaseHistories h) {
    return switch (m) {
      case BG -> PurchaseFits.betaGeometric(h).model();
      case MBG -> PurchaseFits.modifiedBetaGeometric(h).model();
      case NBD -> PurchaseFits.negativeBinomial(h).model();
    };
  }

  static void measure(
      String name, SeasonalShop.Plan plan, Season truth, int n, M m, List<LocalDate> dates) {
    double plain = 0, seasoned = 0, withTruth = 0;
    int c = 0, none = 0;
    StringBuilder gains = new StringBuilder();
    for (int seed = 1; seed <= 3; seed++) {
      SeasonalShop shop = plan.draw(seed, n);
      for (LocalDate today : dates) {
        PurchaseHistories h = shop.histories(today);
        PurchaseModel p = fit(m, h);
        SeasonFit s = SeasonFit.of(p, h, shop.repeats(today), today);
        double seen = Math.max(1, shop.coming(today, 90));
        double f0 = SeasonalShop.foretold(p, FLAT, shop, today);
        double f1 = f0;
        if (s.season().isPresent()) {
          Season season = s.season().get();
          f1 = SeasonalShop.foretold(fit(m, h.in(season, today)), season, shop, today);
        } else none++;
        double f2 = SeasonalShop.foretold(fit(m, h.in(truth, today)), truth, shop, today);
        plain += Math.abs(Math.log(f0 / seen));
        seasoned += Math.abs(Math.log(f1 / seen));
        withTruth += Math.abs(Math.log(f2 / seen));
        c++;
        gains.append(
            String.format(
                Locale.ROOT,
                " [%dy K%d %.1f seen %.0f f0 %.0f f1 %.0f]",
                s.years(),
                s.prior(),
                s.gain(),
                seen,
                f0,
                f1));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "MEASURE %s %s n=%d: plain %.3f season %.3f truth %.3f none %d of %d%s%n",
        name,
        m,
        n,
        plain / c,
        seasoned / c,
        withTruth / c,
        none,
        c,
        gains);
  }

  @Test
  void measure() {
    List<LocalDate> dates =
        List.of("2023-01-31", "2023-06-30", "2023-09-30", "2024-03-31", "2024-11-15", "2025-06-30")
            .stream()
            .map(LocalDate::parse)
            .toList();
    double[] pk = new double[52];
    for (int w = 0; w < 52; w++) pk[w] = SeasonalShop.peak(w * 7 + 4);
    Season peak = Season.of(pk);
    for (M m : M.values()) {
      SeasonalShop.Plan plan = SeasonalShop.Plan.of(SeasonalShop::peak);
      if (m == M.MBG)
        plan = plan.with(new ModifiedBetaGeometric(0.6, 6, 0.8, 2.5), Loss.AFTER_EVERY_PURCHASE);
      if (m == M.NBD) plan = plan.with(new NegativeBinomial(0.6, 20), Loss.NEVER);
      measure("peak", plan, peak, 3000, m, dates);
      measure("growing", plan.growing(8), peak, 3000, m, dates);
      measure("small", plan, peak, 400, m, dates);
      SeasonalShop.Plan f =
          new SeasonalShop.Plan(SeasonalShop::flat, 1, plan.model(), plan.loss(), .8, 2.5);
      measure("flat", f, FLAT, 3000, m, dates);
      measure("flatgrow", f.growing(8), FLAT, 3000, m, dates);
    }
  }
}
