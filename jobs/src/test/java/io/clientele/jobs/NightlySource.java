package io.clientele.jobs;

import io.clientele.testing.LocalSpark;
import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A source table that changes from night to night; every column is text. */
final class NightlySource {

  /** How a source is kept, and so what it can tell of its changes. */
  enum Kind {
    /** A Delta table with a change data feed. */
    FEED,
    /** A Delta table without one. */
    LOG,
    /** Parquet files that are only added to. */
    FILES
  }

  private final Kind kind;
  private final Path folder;
  private final List<String> columns;

  NightlySource(Kind kind, Path folder, List<String> columns) {
    this.kind = kind;
    this.folder = folder;
    this.columns = List.copyOf(columns);
  }

  /** Adds rows. */
  void add(List<Map<String, @Nullable String>> rows) {
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    List<Row> values = new ArrayList<>();
    for (Map<String, @Nullable String> row : rows) {
      values.add(RowFactory.create(columns.stream().map(row::get).toArray()));
    }
    Dataset<Row> dataset = LocalSpark.session().createDataFrame(values, schema).coalesce(1);
    dataset
        .write()
        .format(kind == Kind.FILES ? "parquet" : "delta")
        .option("delta.enableChangeDataFeed", String.valueOf(kind == Kind.FEED))
        .mode("append")
        .save(folder.toString());
  }

  /**
   * Corrects rows and removes some, by the remainder of a column's hash: for each of the
   * corrections another, and the next for those that go. One commit.
   */
  void mend(String column, int offset, List<Map<String, String>> corrections) {
    String remainder = "pmod(xxhash64(old.%s) + %d, 23)".formatted(column, offset);
    DeltaMergeBuilder merge =
        DeltaTable.forPath(LocalSpark.session(), folder.toString())
            .as("old")
            .merge(
                LocalSpark.session().range(1).toDF("one").as("new"),
                "old.%s is not null and %s <= %d".formatted(column, remainder, corrections.size()));
    for (int index = 0; index < corrections.size(); index++) {
      merge = merge.whenMatched(remainder + " = " + index).updateExpr(corrections.get(index));
    }
    merge.whenMatched().delete().execute();
  }

  /** Writes the files of a Delta table together: no row changes. */
  void compact() {
    DeltaTable.forPath(LocalSpark.session(), folder.toString()).optimize().executeCompaction();
  }

  String format() {
    return kind == Kind.FILES ? "parquet" : "delta";
  }

  /** Returns a row; values may be null. */
  static Map<String, @Nullable String> row(@Nullable String... namesAndValues) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      row.put(String.valueOf(namesAndValues[index]), namesAndValues[index + 1]);
    }
    return row;
  }

  /** Returns one of the texts. */
  static @Nullable String pick(Random random, @Nullable String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
