package io.clientele.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.failure.ExitCode;
import io.clientele.family.Member;
import io.clientele.quality.RowClass;
import io.clientele.schema.Runs;
import io.clientele.schema.TableColumn;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The row that a run leaves in the runs table. */
final class RunRow {
  private final Run run;
  private final String command;
  private final Instant startedAt;

  RunRow(Run run, String command, Instant startedAt) {
    this.run = run;
    this.command = command;
    this.startedAt = startedAt;
  }

  /** How a run ended. */
  record Ending(
      String status, @Nullable ExitCode exitCode, @Nullable String message, Instant finishedAt) {

    /** Returns what stands for the end of a run that goes on. */
    static Ending none(String status, Instant now) {
      return new Ending(status, null, null, now);
    }
  }

  /** Appends the row. */
  void append(RunReport report, Ending ending) {
    Map<String, Object> values = new HashMap<>();
    values.put(Runs.RUN_ID, UUID.randomUUID().toString());
    values.put(Runs.COMMAND, command);
    values.put(Runs.SEGMENT_DATE, run.asOf());
    values.put(Runs.STATUS, ending.status());
    Optional.ofNullable(ending.exitCode())
        .ifPresent(code -> values.put(Runs.EXIT_CODE, code.number()));
    values.put(Runs.MESSAGE, ending.message());
    values.put(Runs.VERSION, Version.current());
    values.put(Runs.CONFIG_HASH, run.settings().fingerprint(Settings.WHOLE));
    values.put(Runs.STARTED_AT, startedAt);
    values.put(Runs.FINISHED_AT, ending.finishedAt());
    orders(report).ifPresent(rows -> values.putAll(rowClasses(rows)));
    customers(report).ifPresent(count -> values.put(Runs.CUSTOMERS, count));
    values.put(Runs.RECONCILIATION, reconciliation(report));
    values.put(Runs.INPUT_VERSIONS, ModelShelf.json(inputs(report, false)));
    values.put(Runs.MODELS_USED, ModelShelf.json(inputs(report, true)));
    values.put(Runs.STAGE_SECONDS, stageSeconds(report));
    var row =
        RowFactory.create(
            Runs.SCHEMA.columns().stream().map(TableColumn::name).map(values::get).toArray());
    var schema = Runs.SCHEMA.structType(run.settings().money());
    run.tables().append(Runs.SCHEMA, run.spark().createDataFrame(List.of(row), schema).coalesce(1));
  }

  /** Returns the customers in the base of a report that has segments. */
  static OptionalLong customers(RunReport report) {
    return report.segments().stream()
        .filter(line -> line.family().equals(Member.BASE) && line.customers().isPresent())
        .mapToLong(line -> line.customers().orElseThrow())
        .findFirst();
  }

  private static Optional<RunReport.Reconciliation> orders(RunReport report) {
    return report.reconciliations().stream()
        .filter(rows -> rows.source().equals("orders"))
        .findFirst();
  }

  private static Map<String, Object> rowClasses(RunReport.Reconciliation rows) {
    Map<String, Object> values = new HashMap<>();
    values.put(Runs.SOURCE_ROWS, rows.all().rows());
    values.put(Runs.SUPERSEDED_ROWS, rows.of(RowClass.SUPERSEDED).rows());
    values.put(Runs.FILTERED_ROWS, rows.of(RowClass.FILTERED).rows());
    values.put(Runs.ACCEPTED_ROWS, rows.of(RowClass.ACCEPTED).rows());
    values.put(Runs.GUEST_ROWS, rows.of(RowClass.GUESTS).rows());
    values.put(Runs.REJECTED_ROWS, rows.of(RowClass.REJECTED).rows());
    values.put(Runs.FORGOTTEN_ROWS, rows.of(RowClass.FORGOTTEN).rows());
    amount(values, Runs.SOURCE_AMOUNT, rows.all());
    amount(values, Runs.SUPERSEDED_AMOUNT, rows.of(RowClass.SUPERSEDED));
    amount(values, Runs.FILTERED_AMOUNT, rows.of(RowClass.FILTERED));
    amount(values, Runs.ACCEPTED_AMOUNT, rows.of(RowClass.ACCEPTED));
    amount(values, Runs.GUEST_AMOUNT, rows.of(RowClass.GUESTS));
    amount(values, Runs.REJECTED_AMOUNT, rows.of(RowClass.REJECTED));
    amount(values, Runs.FORGOTTEN_AMOUNT, rows.of(RowClass.FORGOTTEN));
    return values;
  }

  private static void amount(Map<String, Object> values, String column, RunReport.Total total) {
    total.amount().ifPresent(amount -> values.put(column, amount.setScale(12)));
  }

  private static Map<String, String> inputs(RunReport report, boolean models) {
    Map<String, String> inputs = new LinkedHashMap<>();
    report
        .inputs()
        .forEach(
            (name, version) -> {
              if (name.startsWith("model.") == models) {
                inputs.put(name.replaceFirst("^model\\.", ""), version);
              }
            });
    return inputs;
  }

  private static @Nullable String reconciliation(RunReport report) {
    if (report.reconciliations().isEmpty()) {
      return null;
    }
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    for (RunReport.Reconciliation rows : report.reconciliations()) {
      ObjectNode source = json.putObject(rows.source());
      rows.classes().forEach((name, total) -> source.put(name, total.rows()));
      ObjectNode reasons = source.putObject("reasons");
      rows.rejected().forEach((reason, total) -> reasons.put(reason, total.rows()));
      rows.rounding().map(BigDecimal::toPlainString).ifPresent(it -> source.put("rounding", it));
      rows.ofOrders().forEach((name, total) -> total(source.putObject(name), total));
      words(source, rows.words());
    }
    return json.toString();
  }

  private static void words(ObjectNode source, List<RunReport.WordRead> words) {
    if (words.isEmpty()) {
      return;
    }
    ArrayNode told = source.putArray("words");
    for (RunReport.WordRead word : words) {
      ObjectNode one = told.addObject();
      one.put("column", word.column()).put("word", word.word());
      total(one, word.total());
      one.put("counts as", word.meaning());
    }
  }

  private static void total(ObjectNode node, RunReport.Total total) {
    node.put("rows", total.rows());
    total.amount().map(BigDecimal::toPlainString).ifPresent(it -> node.put("amount", it));
  }

  private static String stageSeconds(RunReport report) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    report.stages().forEach(stage -> json.put(stage.name(), stage.duration().toMillis() / 1000.0));
    return json.toString();
  }
}
