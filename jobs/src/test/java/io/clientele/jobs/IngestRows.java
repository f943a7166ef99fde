package io.clientele.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Ingests;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** What a shop's warehouse is told of ingests: as if they had been done. */
final class IngestRows {
  static final LocalDate BATCH = LocalDate.parse("2025-03-31");

  private final JobShop shop;
  private final List<Map<String, @Nullable Object>> ingests = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> changed = new ArrayList<>();

  IngestRows(JobShop shop) {
    this.shop = shop;
  }

  /** Adds a full ingest. */
  IngestRows full() {
    return ingest(Ingests.FULL, null);
  }

  /** Adds an incremental ingest that says it has changed so many customers. */
  IngestRows incremental(long count) {
    return ingest(Ingests.INCREMENTAL, count);
  }

  /** Adds an ingest that found nothing new. */
  IngestRows unchanged() {
    return ingest(Ingests.INCREMENTAL, 0L);
  }

  /** Lets an ingest go without a row. */
  IngestRows forgotten() {
    ingest(Ingests.INCREMENTAL, 0L);
    ingests.get(ingests.size() - 1).put("forgotten", true);
    return this;
  }

  /** Adds somebody whom the newest ingest has changed. */
  IngestRows changing(String customer, Optional<LocalDate> since) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put(ChangedCustomers.INGEST_BATCH, BATCH);
    row.put(ChangedCustomers.INGEST, (long) ingests.size());
    row.put(ChangedCustomers.CUSTOMER_ID, customer);
    row.put(ChangedCustomers.SINCE, since.orElse(null));
    changed.add(row);
    return this;
  }

  /** Writes the rows in place of all there are; the newest ingest left the tables as they are. */
  void write() {
    Tables tables = shop.tables();
    ObjectNode versions = JsonMapper.builder().build().createObjectNode();
    KnownIngests.INPUTS.forEach(table -> versions.put(table.name(), tables.version(table)));
    ingests.get(ingests.size() - 1).put(Ingests.TABLE_VERSIONS, versions.toString());
    tables.replaceDate(
        ChangedCustomers.SCHEMA,
        BATCH,
        LocalSpark.session()
            .createDataFrame(
                rows(ChangedCustomers.SCHEMA, changed),
                ChangedCustomers.SCHEMA.structType(shop.settings().money())));
    List<Map<String, @Nullable Object>> known =
        ingests.stream().filter(row -> !row.containsKey("forgotten")).toList();
    tables.replaceAll(
        Ingests.SCHEMA,
        LocalSpark.session()
            .createDataFrame(
                rows(Ingests.SCHEMA, known), Ingests.SCHEMA.structType(shop.settings().money())));
  }

  private IngestRows ingest(String mode, @Nullable Long count) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put(Ingests.INGEST, ingests.size() + 1L);
    row.put(Ingests.SEGMENT_DATE, BATCH);
    row.put(Ingests.MODE, mode);
    row.put(Ingests.CHANGED_CUSTOMERS, count);
    ingests.add(row);
    return this;
  }

  private static List<Row> rows(TableSchema table, List<Map<String, @Nullable Object>> rows) {
    return rows.stream()
        .map(
            row ->
                RowFactory.create(
                    table.columns().stream().map(TableColumn::name).map(row::get).toArray()))
        .toList();
  }
}
