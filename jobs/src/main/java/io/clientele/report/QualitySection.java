package io.clientele.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.report.Chart.Grid;
import io.clientele.schema.Runs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read, what was refused and why, and whether it adds up. */
final class QualitySection {
  private static final List<String> CLASSES =
      List.of("accepted", "guests", "filtered", "forgotten", "rejected");

  private QualitySection() {}

  /** Returns the section; empty where no run tells of its reading. */
  static Optional<Section> of(Facts facts) {
    return facts.of(Runs.SCHEMA).stream()
        .filter(run -> run.has(Runs.RECONCILIATION))
        .findFirst()
        .map(run -> section(facts, run));
  }

  private static Section section(Facts facts, Fact run) {
    Figures figures = facts.figures();
    JsonNode sources = parsed(run.text(Runs.RECONCILIATION));
    List<Chart> charts = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    sources
        .properties()
        .forEach(source -> rows.add(row(source.getKey(), source.getValue(), figures)));
    charts.add(
        Chart.ofTable(
            "quality-rows",
            "Rows read by class",
            new Grid(
                List.of(
                    "Source", "Read", "Accepted", "Guests", "Filtered", "Forgotten", "Rejected"),
                rows)));
    reasons(sources.path("orders").path("reasons"), figures).ifPresent(charts::add);
    return Section.of(
        "quality", "Can the data be trusted?", lead(run, figures), charts, amounts(run, figures));
  }

  private static Optional<Chart> reasons(JsonNode json, Figures figures) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    json.properties()
        .forEach(reason -> reasons.put(Words.of(reason.getKey()), reason.getValue().longValue()));
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "quality-reasons",
                "Rejected order lines by reason",
                "counts",
                Map.of(
                    "names",
                    List.copyOf(reasons.keySet()),
                    "values",
                    List.copyOf(reasons.values())),
                new Grid(
                    List.of("Reason", "Rows"),
                    reasons.entrySet().stream()
                        .map(reason -> List.of(reason.getKey(), figures.count(reason.getValue())))
                        .toList())));
  }

  private static String lead(Fact run, Figures figures) {
    double all = (double) run.count(Runs.SOURCE_ROWS);
    double rejected = (double) run.count(Runs.REJECTED_ROWS);
    double sum =
        run.count(Runs.FILTERED_ROWS)
            + run.count(Runs.ACCEPTED_ROWS)
            + run.count(Runs.GUEST_ROWS)
            + rejected
            + run.count(Runs.FORGOTTEN_ROWS);
    String adds =
        sum == all
            ? "Filtered, accepted, guests, rejected and forgotten rows add up to what was read."
            : "Row classes add up to %s, not to what was read.".formatted(figures.count(sum));
    if (all == 0) {
      return "No order line was read.";
    }
    String lines = figures.count(all) + (all == 1 ? " order line" : " order lines");
    return rejected == 0
        ? "None of %s was rejected. %s".formatted(lines, adds)
        : "Of %s %s rejected (%s). %s"
            .formatted(
                lines,
                figures.count(rejected) + (rejected == 1 ? " was" : " were"),
                figures.percent(rejected / all),
                adds);
  }

  private static String amounts(Fact run, Figures figures) {
    return run.has(Runs.SOURCE_AMOUNT)
        ? "Amounts, as the source states them: read %s, accepted %s, guests %s, filtered %s, rejected %s. Rejected rows are in the table rejected_rows, with their reasons."
            .formatted(
                figures.amount(run.number(Runs.SOURCE_AMOUNT)),
                figures.amount(run.number(Runs.ACCEPTED_AMOUNT)),
                figures.amount(run.number(Runs.GUEST_AMOUNT)),
                figures.amount(run.number(Runs.FILTERED_AMOUNT)),
                figures.amount(run.number(Runs.REJECTED_AMOUNT)))
        : "Rejected rows are in the table rejected_rows, with their reasons.";
  }

  private static List<String> row(String source, JsonNode classes, Figures figures) {
    List<String> row = new ArrayList<>(List.of(Words.of(source)));
    row.add(figures.count(CLASSES.stream().mapToLong(name -> classes.path(name).asLong()).sum()));
    CLASSES.forEach(name -> row.add(figures.count(classes.path(name).asLong())));
    return row;
  }

  private static JsonNode parsed(String json) {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException("A run's reconciliation is not JSON", damaged);
    }
  }
}
