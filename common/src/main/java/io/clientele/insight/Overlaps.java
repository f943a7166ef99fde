package io.clientele.insight;

import io.clientele.schema.Money;
import io.clientele.schema.SegmentOverlaps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Which flags go together. */
public final class Overlaps {

  private Overlaps() {}

  /** Returns the rows of segment_overlaps. */
  public static Dataset<Row> of(LabelMix mix, LocalDate date, Money money) {
    Dataset<Row> overlapping = mix.overlapping();
    List<Row> pairs = overlapping.collectAsList();
    Map<String, Long> sizes = new HashMap<>();
    for (Row pair : pairs) {
      if (pair.getString(1).equals(pair.getString(2))) {
        sizes.put(pair.getString(0) + " " + pair.getString(1), pair.getLong(3));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Row pair : pairs) {
      long size = sizes.getOrDefault(pair.getString(0) + " " + pair.getString(1), 0L);
      if (!pair.getString(1).equals(pair.getString(2))) {
        rows.add(
            RowFactory.create(
                date,
                pair.getString(0),
                pair.getString(1),
                pair.getString(2),
                pair.getLong(3),
                size,
                (double) pair.getLong(3) / size));
      }
    }
    return overlapping
        .sparkSession()
        .createDataFrame(rows, SegmentOverlaps.SCHEMA.structType(money));
  }
}
