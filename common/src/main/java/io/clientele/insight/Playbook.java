package io.clientele.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.family.Member;
import io.clientele.schema.Money;
import io.clientele.schema.SegmentPlaybook;
import io.clientele.schema.SegmentSummary;
import io.clientele.settings.PlaybookSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What to do with the segments of a date, and with how many customers of what worth. */
public final class Playbook {
  private final PlaybookSettings settings;
  private final Money money;

  /** Plays by the settings. */
  public Playbook(PlaybookSettings settings, Money money) {
    this.settings = settings;
    this.money = money;
  }

  /**
   * Returns the rows of segment_playbook.
   *
   * @param summary rows of segment_summary
   */
  public Dataset<Row> of(LabelMix mix, Dataset<Row> summary, LocalDate date) {
    Map<String, Row> moments = new HashMap<>();
    for (Row row : mix.members().collectAsList()) {
      moments.put(row.getAs(LabelMix.FAMILY) + " " + row.getAs(LabelMix.SEGMENT), row);
    }
    List<Row> rows = new ArrayList<>();
    Column onDate = col(SegmentSummary.SEGMENT_DATE).equalTo(lit(date));
    for (Row segment : summary.filter(onDate).collectAsList()) {
      String family = segment.getAs(SegmentSummary.FAMILY);
      String name = segment.getAs(SegmentSummary.SEGMENT);
      Optional<PlaybookSettings.Entry> entry = entry(family, name);
      Optional<Row> counts = Optional.ofNullable(moments.get(family + " " + name));
      if (entry.isPresent() && counts.isPresent()) {
        rows.add(row(date, entry.get(), segment, counts.get()));
      }
    }
    return summary.sparkSession().createDataFrame(rows, SegmentPlaybook.SCHEMA.structType(money));
  }

  /** Of the segments of the configuration, those who are in are spoken of by its name. */
  private Optional<PlaybookSettings.Entry> entry(String family, String name) {
    return Member.customSegment(family)
        .map(
            segment ->
                name.equals(Member.IN)
                    ? settings.entry(Member.CUSTOM, segment)
                    : Optional.<PlaybookSettings.Entry>empty())
        .orElseGet(() -> settings.entry(family, name));
  }

  private static Row row(LocalDate date, PlaybookSettings.Entry entry, Row segment, Row counts) {
    return RowFactory.create(
        date,
        segment.getAs(SegmentSummary.FAMILY),
        segment.getAs(SegmentSummary.SEGMENT),
        entry.meaning().orElse(null),
        entry.action().orElse(null),
        entry.moment().orElse(null),
        segment.getAs(SegmentSummary.CUSTOMERS),
        segment.getAs(SegmentSummary.CUSTOMER_SHARE),
        segment.getAs(SegmentSummary.NET_REVENUE),
        segment.getAs(SegmentSummary.REVENUE_SHARE),
        segment.getAs(SegmentSummary.REVENUE_PER_CUSTOMER),
        counts.getAs(LabelMix.DUE),
        counts.getAs(LabelMix.LEAVING));
  }
}
