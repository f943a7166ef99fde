package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import io.clientele.schema.TableColumn;
import io.clientele.settings.CustomSettings;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The segments of the configuration: expressions over features, other labels, other segments and
 * the register. They may overlap; where an expression is null it does not hold.
 */
public final class Custom implements SegmentFamily {
  /** As Spark sorts texts; Java's own order differs beyond the basic plane. */
  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final CustomSettings settings;

  /** Builds the family from checked settings. */
  public Custom(CustomSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "custom";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.CUSTOM_SEGMENTS);
  }

  @Override
  public Set<String> reads() {
    // A condition may name any of them.
    return CustomerFeatures.SCHEMA.columns().stream()
        .map(TableColumn::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    return new Fitted(
        new FamilyModel(
            name(), "rules", fitDate, ModelJson.write(new Parameters(settings.segments())), 0));
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(model);
  }

  /** Returns the segments as a stored model has them. */
  public static CustomSettings definitions(FamilyModel model) {
    return new CustomSettings(true, ModelJson.read(model, Parameters.class).segments(), Set.of());
  }

  /**
   * Returns each segment with its label, {@link Member#IN} or {@link Member#NOT_IN}, as an array of
   * {@code name, label}; a label is null where the segments held are.
   *
   * @param names names of segments
   * @param held the array of those that hold a customer
   */
  public static Column labels(List<String> names, Column held) {
    Column[] all = names.stream().map(functions::lit).toArray(Column[]::new);
    return transform(
        array(all).cast("array<string>"),
        name ->
            struct(
                name.as("name"),
                when(array_contains(held, name), Member.IN)
                    .when(held.isNotNull(), Member.NOT_IN)
                    .as("label")));
  }

  /**
   * What stands in the model, for those who read it later.
   *
   * @param segments the segments as they were defined
   */
  record Parameters(List<CustomSettings.Segment> segments) {}

  private final class Fitted implements FittedFamily {
    private final FamilyModel model;

    Fitted(FamilyModel model) {
      this.model = model;
    }

    @Override
    public FamilyModel model() {
      return model;
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      List<Column> columns =
          new ArrayList<>(Arrays.stream(features.columns()).map(functions::col).toList());
      columns.add(holding().as(CustomerSegments.CUSTOM_SEGMENTS));
      Dataset<Row> decided = features.withColumns(absent(features));
      for (CustomSettings.Segment segment : settings.segments()) {
        decided = decided.withColumn(segment.name(), coalesce(expr(segment.sql()), lit(false)));
      }
      return decided.select(columns.toArray(Column[]::new));
    }

    @Override
    public List<String> explain(Person person) {
      Row values = person.values();
      int index = values.fieldIndex(CustomerSegments.CUSTOM_SEGMENTS);
      List<String> held = values.isNullAt(index) ? List.of() : values.getList(index);
      return settings.segments().stream()
          .map(
              segment ->
                  "%s %s: %s"
                      .formatted(
                          segment.name(),
                          held.contains(segment.name()) ? "holds" : "does not hold",
                          segment.sql()))
          .toList();
    }

    /** Families that are off, and people who are not registered, have nothing to be read. */
    private Map<String, Column> absent(Dataset<Row> features) {
      Set<String> present = Set.of(features.columns());
      Map<String, Column> absent = new LinkedHashMap<>();
      Stream.concat(
              CustomSettings.columns().stream(),
              Customers.SCHEMA.columns().stream()
                  .filter(column -> CustomSettings.REGISTER.contains(column.name())))
          .filter(column -> !present.contains(column.name()))
          .forEach(column -> absent.put(column.name(), nothing(column)));
      return absent;
    }

    private static Column nothing(TableColumn column) {
      return lit(null).cast(column.type().at(new Money(4)));
    }

    private Column holding() {
      return array_compact(
          array(
              settings.segments().stream()
                  .map(CustomSettings.Segment::name)
                  .sorted(BY_CODE_POINT)
                  .map(name -> when(col("`" + name + "`"), lit(name)))
                  .toArray(Column[]::new)));
    }
  }
}
