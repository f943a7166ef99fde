package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.Settings;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The ready-made flags.
 *
 * @param settings the shop's configuration
 * @param date the segment date
 */
record OracleReadyMade(Settings settings, LocalDate date) {

  OracleCells flags(OracleCells features) {
    boolean bought = features.get(CustomerFeatures.RECENCY_DAYS) != null;
    long recency = features.count(CustomerFeatures.RECENCY_DAYS);
    boolean month = bought && recency <= 29;
    boolean quarter = bought && recency <= 89;
    long occasions = OracleLoyalty.occasions(features, settings.families().count());
    return new OracleCells()
        .put(CustomerSegments.NEW_CUSTOMERS, isNew(features))
        .put(CustomerSegments.RECENT_BUYERS_30D, month)
        .put(CustomerSegments.RECENT_BUYERS_90D, quarter)
        .put(CustomerSegments.NON_BUYERS_30D, !month)
        .put(CustomerSegments.NON_BUYERS_90D, !quarter)
        .put(CustomerSegments.FREQUENT_BUYERS, occasions > 3)
        .put(CustomerSegments.LAPSED_CUSTOMERS, bought && !quarter);
  }

  private boolean isNew(OracleCells features) {
    Optional<LocalDate> came =
        settings.sources().customers().isPresent()
            ? features
                .instant(CustomerFeatures.REGISTERED_AT)
                .map(at -> at.atZone(settings.shop().timeZone()).toLocalDate())
            : features.day(CustomerFeatures.FIRST_ORDER_DATE);
    return came.filter(day -> !day.isBefore(date.minusDays(29)) && !day.isAfter(date)).isPresent();
  }
}
