package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.family.Families;
import io.clientele.family.FamilyModel;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.SegmentFamily;
import io.clientele.family.Standing;
import io.clientele.schema.SegmentModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The stored models: which one a date uses, and when a family is fitted again. */
final class ModelShelf {
  private final Run run;
  private final List<FamilyModel> fresh = new ArrayList<>();
  private final Map<String, String> used = new LinkedHashMap<>();
  private final Map<String, FittedFamily> replaced = new LinkedHashMap<>();
  private @Nullable Map<String, Visible> visible;

  ModelShelf(Run run) {
    this.run = run;
  }

  /**
   * Returns the family fitted for the run's date: the newest stored model of the same settings that
   * is not after it, or a new fit where none lies in the date's period or one is forced.
   */
  FittedFamily fitted(Families.Scheduled scheduled, FitBase base) {
    SegmentFamily family = scheduled.family();
    Optional<FamilyModel> stored = stored(scheduled);
    FittedFamily fitted =
        stored.map(model -> restored(family, model)).orElseGet(() -> fit(family, base));
    used.put(family.name(), fitted.model().model() + " of " + fitted.model().fitDate());
    return fitted;
  }

  /**
   * Returns the family by the stored model that the run's date uses; empty where none is stored.
   */
  Optional<FittedFamily> standing(Families.Scheduled scheduled) {
    return newest(scheduled).map(scheduled.family()::restore);
  }

  /** Writes the models fitted by this run beside those of the same fit date; returns how many. */
  long save(Map<String, String> inputs) {
    List<Row> rows = new ArrayList<>(keptRows());
    for (FamilyModel model : fresh) {
      rows.add(
          RowFactory.create(
              model.family(),
              model.model(),
              model.fitDate(),
              hash(model.family()),
              model.parameters(),
              model.n(),
              json(inputs)));
    }
    return run.tables()
        .replaceDate(
            SegmentModels.SCHEMA,
            run.asOf(),
            run.spark()
                .createDataFrame(rows, SegmentModels.SCHEMA.structType(run.settings().money()))
                .coalesce(1));
  }

  /**
   * Returns the families that were fitted again on the run's date, as they were before: what they
   * would have said of today's features.
   */
  Map<String, FittedFamily> replaced() {
    return replaced;
  }

  /** Returns whether this run fitted anything. */
  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  /** Returns method and fit date of the model each family used. */
  Map<String, String> used() {
    return used;
  }

  static String json(Map<String, String> map) {
    try {
      return JsonMapper.builder().build().writeValueAsString(map);
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("Text that JSON cannot hold", failure);
    }
  }

  private FittedFamily fit(SegmentFamily family, FitBase base) {
    Optional<FamilyModel> before = visible(family.name()).flatMap(Visible::before);
    FittedFamily fitted =
        before
            .map(model -> family.refit(base, run.asOf(), new Standing(model, change())))
            .orElseGet(() -> family.fit(base, run.asOf()));
    before.ifPresent(model -> replaced.put(family.name(), family.restore(model)));
    fresh.add(fitted.model());
    return fitted;
  }

  /** A second run of a fit date tells what moved as the first did. */
  private FittedFamily restored(SegmentFamily family, FamilyModel model) {
    if (model.fitDate().equals(run.asOf())) {
      visible(family.name())
          .flatMap(Visible::before)
          .ifPresent(before -> replaced.put(family.name(), family.restore(before)));
    }
    return family.restore(model);
  }

  private Standing.Change change() {
    return switch (run.fitting()) {
      case WHEN_DUE -> Standing.Change.LIMITED;
      case FORCED -> Standing.Change.ANY;
    };
  }

  private Optional<FamilyModel> stored(Families.Scheduled scheduled) {
    return run.fitting() == Run.Fitting.FORCED ? Optional.empty() : newest(scheduled);
  }

  private Optional<FamilyModel> newest(Families.Scheduled scheduled) {
    LocalDate start = scheduled.refit().periodStart(run.asOf());
    return visible(scheduled.family().name())
        .map(Visible::newest)
        .filter(model -> !model.fitDate().isBefore(start));
  }

  private Optional<Visible> visible(String family) {
    return Optional.ofNullable(visible().get(family + " " + hash(family)));
  }

  /** Returns the stored models of every family that this date can see, in one look. */
  private Map<String, Visible> visible() {
    Map<String, Visible> known = visible;
    if (known == null) {
      known = look();
      visible = known;
    }
    return known;
  }

  private Map<String, Visible> look() {
    Column fitDate = col(SegmentModels.FIT_DATE);
    Column row =
        struct(
            SegmentModels.SCHEMA.columns().stream()
                .map(column -> col(column.name()))
                .toArray(Column[]::new));
    Map<String, Visible> found = new HashMap<>();
    run
        .tables()
        .read(SegmentModels.SCHEMA)
        .filter(fitDate.leq(run.asOf()))
        .groupBy(SegmentModels.FAMILY, SegmentModels.HASH)
        .agg(max_by(row, fitDate), max_by(row, when(fitDate.lt(run.asOf()), fitDate)))
        .collectAsList()
        .stream()
        .filter(one -> run.settings().fingerprints().containsValue(one.getString(1)))
        .forEach(
            one ->
                found.put(
                    one.getString(0) + " " + one.getString(1),
                    new Visible(
                        model(one.getStruct(2)),
                        one.isNullAt(3)
                            ? Optional.empty()
                            : Optional.of(model(one.getStruct(3))))));
    return found;
  }

  /**
   * The stored models of a family that a date can see.
   *
   * @param newest the newest, of the date itself or before
   * @param before the newest before the date
   */
  private record Visible(FamilyModel newest, Optional<FamilyModel> before) {}

  private static FamilyModel model(Row row) {
    return new FamilyModel(
        row.getString(row.fieldIndex(SegmentModels.FAMILY)),
        row.getString(row.fieldIndex(SegmentModels.MODEL)),
        LocalDate.parse(String.valueOf(row.get(row.fieldIndex(SegmentModels.FIT_DATE)))),
        row.getString(row.fieldIndex(SegmentModels.PARAMETERS)),
        row.getLong(row.fieldIndex(SegmentModels.N)));
  }

  /** Stored models of the date that this run does not replace. */
  private List<Row> keptRows() {
    List<String> replaced =
        fresh.stream().map(model -> model.family() + " " + hash(model.family())).toList();
    return run
        .tables()
        .read(SegmentModels.SCHEMA)
        .filter(col(SegmentModels.FIT_DATE).equalTo(run.asOf()))
        .collectAsList()
        .stream()
        .filter(
            row ->
                !replaced.contains(
                    row.getString(row.fieldIndex(SegmentModels.FAMILY))
                        + " "
                        + row.getString(row.fieldIndex(SegmentModels.HASH))))
        .toList();
  }

  private String hash(String family) {
    return run.settings().fingerprint(family);
  }
}
