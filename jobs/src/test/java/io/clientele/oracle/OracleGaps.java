package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The gaps between a customer's purchase days. */
final class OracleGaps {
  private final List<Long> gaps = new ArrayList<>();

  OracleGaps(SortedSet<LocalDate> days) {
    LocalDate before = null;
    for (LocalDate day : days) {
      if (before != null) {
        gaps.add(ChronoUnit.DAYS.between(before, day));
      }
      before = day;
    }
    Collections.sort(gaps);
  }

  OracleCells cells() {
    long sum = 0;
    long squares = 0;
    BigDecimal logs = BigDecimal.ZERO;
    BigDecimal logSquares = BigDecimal.ZERO;
    for (long gap : gaps) {
      double log = StrictMath.log((double) gap);
      sum += gap;
      squares += gap * gap;
      logs = logs.add(twelveDigits(log));
      logSquares = logSquares.add(twelveDigits(log * log));
    }
    long n = gaps.size();
    Double deviation = n < 2 ? null : (Double) (Math.sqrt((double) (n * squares - sum * sum)) / n);
    return new OracleCells()
        .put(CustomerFeatures.GAP_MEAN_DAYS, OracleCells.ratio(sum, n))
        .put(CustomerFeatures.GAP_STDDEV_DAYS, deviation)
        .put(CustomerFeatures.GAP_MEDIAN_DAYS, median())
        .put(CustomerFeatures.GAP_SQUARE_SUM, squares)
        .put(CustomerFeatures.GAP_LOG_SUM, logs)
        .put(CustomerFeatures.GAP_LOG_SQUARE_SUM, logSquares);
  }

  private @Nullable Double median() {
    if (gaps.isEmpty()) {
      return null;
    }
    int middle = gaps.size() / 2;
    return gaps.size() % 2 == 1
        ? (double) gaps.get(middle)
        : (gaps.get(middle - 1) + gaps.get(middle)) / 2.0;
  }

  private static BigDecimal twelveDigits(double value) {
    BigDecimal whole = new BigDecimal(value * 1e12).setScale(0, RoundingMode.HALF_UP);
    return whole.movePointLeft(12);
  }
}
