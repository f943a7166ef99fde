package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.json;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.TableColumn;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family promises; a new one is held to it by being in the list. */
class FamiliesTest {
  private static final Dataset<Row> CUSTOMERS = Shopper.rows(Shopper.crowd(400, 11)).coalesce(1);

  /** A prospect has none of these; every other label is for everybody. */
  private static final Set<String> OF_BUYERS =
      Set.of(
          CustomerSegments.CLUSTER,
          CustomerSegments.PRIMARY_BEHAVIOUR,
          CustomerSegments.RFM_SEGMENT,
          CustomerSegments.PRICE_SENSITIVITY);

  private static final Map<String, FittedFamily> FITTED = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  private static FittedFamily fitted(SegmentFamily family) {
    return FITTED.computeIfAbsent(family.name(), name -> family.fit(CUSTOMERS, DATE));
  }

  static Stream<SegmentFamily> families() {
    return Families.of(
            Shopper.settings(
                "families.clusters.starts=1",
                "families.clusters.max-iterations=5",
                "families.behaviour.inactive.after-days=180",
                "families.custom.segments.often=orders > 2"))
        .stream()
        .map(Families.Scheduled::family);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everybodyGetsOneRowWithKnownLabels(SegmentFamily family) {
    Dataset<Row> assigned = fitted(family).assign(CUSTOMERS);

    assertThat(json(assigned.select("customer_id")))
        .isEqualTo(json(CUSTOMERS.select("customer_id")));
    // Predictions are numbers and no labels.
    assertThat(family.labels().isEmpty()).isEqualTo(family instanceof Prediction);
    for (String label : family.labels()) {
      boolean isOfBuyers = OF_BUYERS.contains(label);
      Column mayMiss = isOfBuyers ? col("purchase_days").equalTo(0) : lit(false);
      assertThat(assigned.filter(col(label).isNull().notEqual(mayMiss)).count()).as(label).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void assigningOnlyAddsColumnsOfTheSegmentsTable(SegmentFamily family) {
    Dataset<Row> assigned = fitted(family).assign(CUSTOMERS);
    List<String> inputs = Arrays.asList(CUSTOMERS.columns());

    assertThat(json(assigned.select(inputs.stream().map(functions::col).toArray(Column[]::new))))
        .isEqualTo(json(CUSTOMERS));
    assertThat(Arrays.stream(assigned.columns()).filter(name -> !inputs.contains(name)))
        .containsAll(family.labels())
        .isSubsetOf(CustomerSegments.SCHEMA.columns().stream().map(TableColumn::name).toList());
  }

  @ParameterizedTest
  @MethodSource("families")
  void whatItDoesNotReadNeedNotBeThere(SegmentFamily family) {
    FittedFamily fitted = fitted(family);
    List<String> features =
        CustomerFeatures.SCHEMA.columns().stream().map(TableColumn::name).toList();
    Set<String> read = new HashSet<>(family.reads());
    read.add(CustomerFeatures.CUSTOMER_ID);
    Column[] kept =
        Arrays.stream(CUSTOMERS.columns())
            .filter(name -> !features.contains(name) || read.contains(name))
            .map(functions::col)
            .toArray(Column[]::new);
    Dataset<Row> narrow = CUSTOMERS.select(kept);

    assertThat(features).containsAll(family.reads());
    assertThat(family.fit(narrow, DATE).model()).isEqualTo(fitted.model());
    Column[] added =
        Arrays.stream(fitted.assign(narrow).columns())
            .filter(name -> !features.contains(name))
            .map(functions::col)
            .toArray(Column[]::new);
    assertThat(json(fitted.assign(narrow).select(added)))
        .isEqualTo(json(fitted.assign(CUSTOMERS).select(added)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everybodyCanBeExplained(SegmentFamily family) {
    Dataset<Row> people = CUSTOMERS.filter("customer_id in ('c0', 'c1', 'c2', 'c3', 'c4')");
    FittedFamily fitted = fitted(family);
    for (Row row : people.select("customer_id").collectAsList()) {
      Dataset<Row> one = people.filter(col("customer_id").equalTo(row.getString(0)));
      List<String> reasons = fitted.explain(Person.of(fitted.assign(one)));

      assertThat(reasons).isNotEmpty().noneMatch(String::isBlank);
      assertThat(reasons).noneMatch(sentence -> sentence.contains("null"));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void partitionsAndOrderChangeNothing(SegmentFamily family) {
    FittedFamily fitted = fitted(family);
    Dataset<Row> shuffled =
        CUSTOMERS
            .repartition(7, hash(col("customer_id")))
            .sortWithinPartitions(hash(col("customer_id")));
    FittedFamily again = family.fit(shuffled, DATE);

    assertThat(again.model()).isEqualTo(fitted.model());
    assertThat(json(again.assign(shuffled))).isEqualTo(json(fitted.assign(CUSTOMERS)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void aModelComesBackFromItsTable(SegmentFamily family) {
    FittedFamily fitted = fitted(family);

    FamilyModel stored = throughTable(fitted.model());
    FittedFamily restored = family.restore(stored);

    assertThat(stored).isEqualTo(fitted.model());
    assertThat(restored.model()).isEqualTo(fitted.model());
    assertThat(json(restored.assign(CUSTOMERS))).isEqualTo(json(fitted.assign(CUSTOMERS)));
  }

  private FamilyModel throughTable(FamilyModel model) {
    Tables tables =
        Storage.open(
            LocalSpark.session(),
            new WarehouseSettings(folder.toString(), WarehouseFormat.PARQUET, Optional.empty()),
            Shopper.MONEY);
    Row row =
        RowFactory.create(
            model.family(),
            model.model(),
            model.fitDate(),
            "hash",
            model.parameters(),
            model.n(),
            "{}");
    tables.replaceDate(
        SegmentModels.SCHEMA,
        model.fitDate(),
        LocalSpark.session()
            .createDataFrame(List.of(row), SegmentModels.SCHEMA.structType(Shopper.MONEY)));
    Row read = tables.read(SegmentModels.SCHEMA).head();
    return new FamilyModel(
        read.getString(0),
        read.getString(1),
        LocalDate.parse(String.valueOf(read.get(2))),
        read.getString(4),
        read.getLong(5));
  }
}
