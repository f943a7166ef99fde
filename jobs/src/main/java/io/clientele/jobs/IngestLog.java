package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Ingests;
import io.clientele.schema.Runs;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.source.SourcePosition;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** What the table ingests tells of the input tables: its newest row is an ingest's commit. */
final class IngestLog {
  private static final int KEPT = 400;
  private static final String HIGHEST =
      "coalesce(max(try_cast(get_json_object(%s, '$.ingest') as bigint)), 0L)";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Run run;

  IngestLog(Run run) {
    this.run = run;
  }

  /** Returns what the newest ingest left, whether or not the tables still hold it. */
  Optional<IngestState> newest() {
    Tables tables = run.tables();
    if (tables.version(Ingests.SCHEMA).isEmpty()) {
      return Optional.empty();
    }
    return tables
        .read(Ingests.SCHEMA)
        .orderBy(col(Ingests.INGEST).desc())
        .limit(1)
        .withColumn(Ingests.SEGMENT_DATE, col(Ingests.SEGMENT_DATE).cast("string"))
        .collectAsList()
        .stream()
        .map(IngestLog::state)
        .findFirst();
  }

  /** Returns the number of the newest ingest. */
  OptionalLong number() {
    return newest().stream().mapToLong(IngestState::number).findFirst();
  }

  /** Returns a number that no ingest of the warehouse has had, though its row be gone. */
  long next() {
    return 1
        + number()
            .orElseGet(
                () ->
                    run.tables()
                        .read(Runs.SCHEMA)
                        .selectExpr(HIGHEST.formatted(Runs.INPUT_VERSIONS))
                        .head()
                        .getLong(0));
  }

  /** Returns the current versions of the input tables, by name. */
  static Map<String, String> versions(Tables tables) {
    Map<String, String> versions = new TreeMap<>();
    KnownIngests.INPUTS.forEach(table -> versions.put(table.name(), tables.version(table)));
    return versions;
  }

  /** Returns the input tables that no longer hold what an ingest left. */
  static List<TableSchema> changed(Tables tables, IngestState state) {
    return KnownIngests.INPUTS.stream()
        .filter(table -> !tables.holds(table, state.tables().getOrDefault(table.name(), "")))
        .toList();
  }

  /**
   * Makes an ingest the newest.
   *
   * @param why why the whole sources were read; empty where they were not
   * @param changed how many rows it left in changed_customers; empty where anybody may have changed
   */
  void append(IngestState state, Optional<String> why, OptionalLong changed) {
    Tables tables = run.tables();
    var schema = Ingests.SCHEMA.structType(run.settings().money());
    Row row =
        RowFactory.create(
            Ingests.SCHEMA.columns().stream()
                .map(TableColumn::name)
                .map(values(state, why, changed)::get)
                .toArray());
    Dataset<Row> newest = run.spark().createDataFrame(List.of(row), schema);
    Dataset<Row> older =
        tables
            .read(Ingests.SCHEMA)
            .filter(col(Ingests.INGEST).gt(state.number() - KEPT))
            // Only the newest position is ever gone on from.
            .withColumn(Ingests.POSITION, lit(null).cast("string"));
    tables.replaceAll(Ingests.SCHEMA, older.unionByName(newest).coalesce(1));
  }

  /** Adds the customers that an ingest changed to those of the same date; returns how many. */
  long changed(long number, Dataset<Row> customers) {
    Dataset<Row> rows =
        customers
            .withColumn(ChangedCustomers.INGEST_BATCH, lit(run.asOf()))
            .withColumn(ChangedCustomers.INGEST, lit(number));
    Tables tables = run.tables();
    Dataset<Row> before =
        tables
            .read(ChangedCustomers.SCHEMA)
            .filter(col(ChangedCustomers.INGEST_BATCH).equalTo(lit(run.asOf())))
            // A run that ended before its commit may have left some under the same number.
            .filter(col(ChangedCustomers.INGEST).lt(number));
    // Counted while they stand: what replaces them takes their files away.
    long known = before.count();
    return tables.replaceDate(ChangedCustomers.SCHEMA, run.asOf(), before.unionByName(rows))
        - known;
  }

  private Map<String, @Nullable Object> values(
      IngestState state, Optional<String> why, OptionalLong changed) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(Ingests.INGEST, state.number());
    values.put(Ingests.SEGMENT_DATE, state.batch());
    values.put(Ingests.MODE, why.isPresent() ? Ingests.FULL : Ingests.INCREMENTAL);
    values.put(Ingests.REASON, why.orElse(null));
    values.put(Ingests.VERSION, state.origin().version());
    values.put(Ingests.CONFIG_HASH, state.origin().configuration());
    values.put(Ingests.POSITION, json(state.positions()));
    values.put(Ingests.TOTALS, json(state.totals()));
    values.put(Ingests.TABLE_VERSIONS, json(state.tables()));
    values.put(Ingests.CHANGED_CUSTOMERS, changed.isPresent() ? changed.getAsLong() : null);
    return values;
  }

  private static IngestState state(Row row) {
    return new IngestState(
        row.getLong(row.fieldIndex(Ingests.INGEST)),
        LocalDate.parse(row.getString(row.fieldIndex(Ingests.SEGMENT_DATE))),
        new IngestState.Made(text(row, Ingests.VERSION), text(row, Ingests.CONFIG_HASH)),
        read(row, Ingests.POSITION, new TypeReference<Map<String, SourcePosition>>() {}),
        read(row, Ingests.TOTALS, new TypeReference<Map<String, ClassTotals>>() {}),
        read(row, Ingests.TABLE_VERSIONS, new TypeReference<Map<String, String>>() {}));
  }

  private static String text(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? "" : row.getString(index);
  }

  /** Nothing is known where somebody else wrote the row: then nothing is gone on from. */
  private static <T> Map<String, T> read(
      Row row, String column, TypeReference<Map<String, T>> type) {
    int index = row.fieldIndex(column);
    if (row.isNullAt(index)) {
      return Map.of();
    }
    try {
      return MAPPER.readValue(row.getString(index), type);
    } catch (JsonProcessingException unreadable) {
      return Map.of();
    }
  }

  private static String json(Map<String, ?> values) {
    try {
      return MAPPER.writeValueAsString(new LinkedHashMap<>(new TreeMap<>(values)));
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
