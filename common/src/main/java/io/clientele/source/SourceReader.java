package io.clientele.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.failure.ClienteleException;
import io.clientele.settings.Problems;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads a source of the shop's as its logical columns. */
public final class SourceReader {
  /** Name of the boolean column that tells whether the filter keeps a row; never null. */
  public static final String KEPT = "kept";

  /** Name of the struct column that holds the row as it stands in the source. */
  public static final String SOURCE_ROW = "source_row";

  /**
   * Name of the text column that holds a broken row as it is written; null for a sound row. Nothing
   * else is known of a broken row, and the filter keeps it.
   */
  public static final String BROKEN = "broken";

  /** Name of the struct column that tells where a broken row is. */
  static final String BROKEN_PLACE = "broken_place";

  private final SparkSession spark;
  private final InputReader inputs;

  /** Reads with a session, whose time zone is the shop's. */
  public SourceReader(SparkSession spark) {
    this.spark = spark;
    this.inputs = new InputReader(spark);
  }

  /**
   * Returns every row of the source, lazily: each mapped logical column with its expression's own
   * type, {@link #KEPT}, {@link #SOURCE_ROW}, {@link #BROKEN} and where a broken row is.
   *
   * @throws ClienteleException with exit code 3 where the source is missing or cannot be read, 2
   *     where an expression does not fit its columns
   */
  public Dataset<Row> rows(SourceSettings source) {
    return rows(source, inputs::rows);
  }

  /** Returns the rows of the source, given those of its inputs. */
  Dataset<Row> rows(SourceSettings source, Function<InputPlace, Dataset<Row>> input) {
    Dataset<Row> raw;
    try {
      raw = raw(source, input);
    } catch (ClienteleException known) {
      throw known;
    } catch (Exception failure) {
      Problems.raise(List.of(MappingCheck.queryProblem(source, failure)));
      throw failure;
    }
    return mapped(source, new SourceLines(source).of(raw));
  }

  /**
   * Returns the source's own columns, its rows as they are; a query that does not fit its inputs
   * throws as Spark does.
   */
  Dataset<Row> raw(SourceSettings source) {
    return raw(source, inputs::rows);
  }

  private Dataset<Row> raw(SourceSettings source, Function<InputPlace, Dataset<Row>> input) {
    Map<InputPlace, Dataset<Row>> read = new LinkedHashMap<>();
    InputPlace.of(source).forEach(place -> read.put(place, input.apply(place)));
    return source.query().isEmpty()
        ? read.values().iterator().next()
        : queried(source.query().get(), read);
  }

  /** A query sees sound rows only; broken ones stand beside what it gives. */
  private Dataset<Row> queried(String query, Map<InputPlace, Dataset<Row>> read) {
    Dataset<Row> rows;
    try (QueryViews views = new QueryViews(spark)) {
      read.forEach((place, input) -> views.add(place.name(), BrokenColumns.sound(input)));
      rows = spark.sql(query);
    }
    StructType own = rows.schema();
    for (Dataset<Row> input : read.values()) {
      if (BrokenColumns.areIn(input)) {
        rows = BrokenColumns.with(rows, own, input);
      }
    }
    return rows;
  }

  private static Dataset<Row> mapped(SourceSettings source, Dataset<Row> raw) {
    try {
      return raw.select(logical(source, raw));
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      Problems.raise(new MappingCheck(source, raw).problems());
      throw failure;
    }
  }

  private static Column[] logical(SourceSettings source, Dataset<Row> raw) {
    List<Column> columns = new ArrayList<>();
    boolean mayBreak = BrokenColumns.areIn(raw);
    Column isSound = col(BrokenColumns.TEXT).isNull();
    source
        .columns()
        .forEach(
            (name, sql) -> columns.add((mayBreak ? when(isSound, expr(sql)) : expr(sql)).as(name)));
    Column kept =
        source.filter().map(filter -> coalesce(expr(filter), lit(false))).orElse(lit(true));
    columns.add((mayBreak ? when(isSound, kept).otherwise(lit(true)) : kept).as(KEPT));
    columns.add(BrokenColumns.rest(raw).as(SOURCE_ROW));
    columns.add(BrokenColumns.text(raw).as(BROKEN));
    columns.add(BrokenColumns.place(raw).as(BROKEN_PLACE));
    if (source.tellsFiles()) {
      // Here, where rows are just read: later Spark has forgotten it.
      columns.add(xxhash64(input_file_name()).as(SourceSettings.SOURCE_FILE));
    }
    return columns.toArray(Column[]::new);
  }
}
