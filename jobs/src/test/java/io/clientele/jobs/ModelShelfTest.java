package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.family.Families;
import io.clientele.family.FamilyModel;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.Person;
import io.clientele.family.SegmentFamily;
import io.clientele.schema.SegmentModels;
import io.clientele.settings.Refit;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model a date uses. 2025-03-03 is a Monday. */
class ModelShelfTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "DAILY,   2025-03-05, 2025-03-05, 2025-03-05",
    "DAILY,   2025-03-05, 2025-03-06, 2025-03-06",
    "WEEKLY,  2025-03-05, 2025-03-09, 2025-03-05",
    "WEEKLY,  2025-03-05, 2025-03-10, 2025-03-10",
    "WEEKLY,  2025-03-05, 2025-03-04, 2025-03-04",
    "MONTHLY, 2025-03-05, 2025-03-31, 2025-03-05",
    "MONTHLY, 2025-03-05, 2025-04-01, 2025-04-01",
    "MONTHLY, 2025-03-05, 2025-03-04, 2025-03-04",
    "PINNED,  2019-03-05, 2025-03-31, 2019-03-05",
    "PINNED,  2025-03-05, 2025-03-04, 2025-03-04",
  })
  void aDateUsesTheModelOfItsPeriodOrFitsItsOwn(
      Refit refit, String stored, String date, String used) {
    JobShop shop = new JobShop(folder);
    fit(shop.asOf(stored), refit);

    ModelShelf shelf = fit(shop.asOf(date), refit);

    assertThat(shelf.used()).isEqualTo(Map.of("lifecycle", "counted of " + used));
    assertThat(shelf.hasFresh()).isEqualTo(!used.equals(stored));
  }

  @Test
  void theNewestModelOfThePeriodIsUsed() {
    JobShop shop = new JobShop(folder);
    fit(shop.asOf("2025-03-10", Run.Fitting.FORCED), Refit.MONTHLY);
    fit(shop.asOf("2025-03-20", Run.Fitting.FORCED), Refit.MONTHLY);

    assertThat(fit(shop.asOf("2025-03-19"), Refit.MONTHLY).used())
        .containsEntry("lifecycle", "counted of 2025-03-10");
    assertThat(fit(shop.asOf("2025-03-31"), Refit.MONTHLY).used())
        .containsEntry("lifecycle", "counted of 2025-03-20");
  }

  @Test
  void aForcedFitTakesThePlaceOfTheSameDates() {
    JobShop shop = new JobShop(folder);
    fit(shop.asOf("2025-03-05"), Refit.PINNED);
    ModelShelf shelf = fit(shop.asOf("2025-03-05", Run.Fitting.FORCED), Refit.PINNED);

    assertThat(shelf.hasFresh()).isTrue();
    assertThat(shop.rows(SegmentModels.SCHEMA))
        .containsExactly(
            """
            {"family":"lifecycle","model":"counted","fit_date":"2025-03-05","hash":"%s",\
            "parameters":"{\\"of\\":1}","n":7,"input_versions":"{\\"orders\\":\\"delta 3\\"}"}"""
                .formatted(shop.settings().fingerprint("lifecycle")));
  }

  @Test
  void aSecondRunOfAFitDateKnowsTheModelBeforeAsTheFirstDid() {
    JobShop shop = new JobShop(folder);
    assertThat(fit(shop.asOf("2025-03-05"), Refit.MONTHLY).replaced()).isEmpty();
    for (int run = 1; run <= 2; run++) {
      assertThat(fit(shop.asOf("2025-04-01"), Refit.MONTHLY).replaced())
          .as("run %d", run)
          .hasEntrySatisfying(
              "lifecycle", before -> assertThat(before.model().fitDate()).isEqualTo("2025-03-05"));
    }
    assertThat(fit(shop.asOf("2025-04-02"), Refit.MONTHLY).replaced()).isEmpty();
  }

  @Test
  void otherSettingsFitTheirOwnModelBesideTheOldOne() {
    JobShop shop = new JobShop(folder);
    fit(shop.asOf("2025-03-05"), Refit.PINNED);
    String before = shop.settings().fingerprint("lifecycle");
    shop.with("families.lifecycle.just-ordered-days", "20");
    ModelShelf shelf = fit(shop.asOf("2025-03-05"), Refit.PINNED);

    assertThat(shelf.hasFresh()).isTrue();
    assertThat(shop.tables().read(SegmentModels.SCHEMA).select(SegmentModels.HASH).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder(before, shop.settings().fingerprint("lifecycle"))
        .doesNotHaveDuplicates();
  }

  private static ModelShelf fit(Run run, Refit refit) {
    ModelShelf shelf = new ModelShelf(run);
    shelf.fitted(
        new Families.Scheduled(new Counted(), refit),
        FitBase.of(LocalSpark.session().emptyDataFrame()));
    shelf.save(Map.of("orders", "delta 3"));
    return shelf;
  }

  /** A family without customers. */
  private static final class Counted implements SegmentFamily {
    @Override
    public String name() {
      return "lifecycle";
    }

    @Override
    public List<String> labels() {
      return List.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of();
    }

    @Override
    public FittedFamily fit(FitBase base, LocalDate fitDate) {
      return restore(new FamilyModel(name(), "counted", fitDate, "{\"of\":1}", 7));
    }

    @Override
    public FittedFamily restore(FamilyModel model) {
      return new Stored(model);
    }
  }

  private record Stored(FamilyModel model) implements FittedFamily {
    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      return features;
    }

    @Override
    public List<String> explain(Person person) {
      return List.of();
    }
  }
}
