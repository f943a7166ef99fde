package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.RfmSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The RFM family, fitted on the features of one day. */
final class OracleRfm {
  private final FamiliesSettings families;
  private final RfmSettings settings;
  private final List<Double> recencies = new ArrayList<>();
  private final List<Double> frequencies = new ArrayList<>();
  private final List<Double> revenues = new ArrayList<>();

  OracleRfm(List<OracleCells> fitOn, FamiliesSettings families) {
    this.families = families;
    this.settings = families.rfm();
    for (OracleCells row : fitOn) {
      if (row.count(CustomerFeatures.ORDERS) > 0) {
        recencies.add(-(double) row.count(CustomerFeatures.RECENCY_DAYS));
        frequencies.add(frequency(row));
        revenue(row).ifPresent(revenues::add);
      }
    }
    List.of(recencies, frequencies, revenues).forEach(values -> values.sort(null));
  }

  private double frequency(OracleCells row) {
    return OracleLoyalty.occasions(row, families.count());
  }

  private static Optional<Double> revenue(OracleCells row) {
    return row.amount(CustomerFeatures.NET_REVENUE).map(Number::doubleValue);
  }

  OracleCells label(OracleCells row) {
    OracleCells cells = new OracleCells();
    boolean isBuyer = row.count(CustomerFeatures.ORDERS) > 0;
    Integer recency = null;
    Integer frequency = null;
    Integer monetary = null;
    if (isBuyer) {
      double days = -(double) row.count(CustomerFeatures.RECENCY_DAYS);
      List<Double> dayCuts = settings.recencyCuts().stream().map(cut -> -cut).toList();
      recency = score(days, recencies, dayCuts);
      if (dayCuts.isEmpty() && recency != null && isTied(recencies) && days == 0) {
        recency = 5;
      }
      frequency = score(frequency(row), frequencies, settings.frequencyCuts());
      if (settings.frequencyCuts().isEmpty() && frequency != null && frequency(row) == 1) {
        frequency = 1;
      }
      if (revenue(row).isPresent()) {
        monetary = score(revenue(row).get(), revenues, settings.monetaryCuts());
      }
    }
    cells.put(CustomerSegments.RFM_RECENCY, recency);
    cells.put(CustomerSegments.RFM_FREQUENCY, frequency);
    cells.put(CustomerSegments.RFM_MONETARY, monetary);
    String segment = null;
    if (recency != null && frequency != null && monetary != null) {
      int[] rfm = {recency, frequency, monetary};
      segment =
          settings.segments().stream()
              .filter(candidate -> candidate.holds(rfm[0], rfm[1], rfm[2]))
              .findFirst()
              .orElseThrow()
              .name();
    }
    return cells.put(CustomerSegments.RFM_SEGMENT, segment);
  }

  /** Whether more than four fifths have the best value. */
  private static boolean isTied(List<Double> fitted) {
    double best = Collections.max(fitted);
    return 5 * fitted.stream().filter(value -> value == best).count() > 4L * fitted.size();
  }

  /** One more than the cuts not above: those by hand, or the next value above each fifth. */
  private @Nullable Integer score(double value, List<Double> fitted, List<Double> byHand) {
    if (!byHand.isEmpty()) {
      return 1 + (int) byHand.stream().filter(cut -> cut <= value).count();
    }
    if (recencies.size() < settings.minCustomers() || fitted.isEmpty()) {
      return null;
    }
    if (isTied(fitted)) {
      return 3;
    }
    int score = 1;
    for (double p : new double[] {0.2, 0.4, 0.6, 0.8}) {
      double fifth = OracleLoyalty.quantileOfSorted(fitted, p);
      score += fitted.stream().anyMatch(other -> other > fifth && other <= value) ? 1 : 0;
    }
    return score;
  }
}
