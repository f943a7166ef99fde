package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.clientele.settings.SourceSettings;
import io.clientele.settings.SqlColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The first rows of a source, at hand, before and after the mapping. */
public final class SourceSample {
  /** Name of the column that numbers the rows from 0. */
  public static final String NUMBER = "sample_row";

  private static final String BEFORE = "before_";

  private final Dataset<Row> rows;
  private final List<String> mapped;
  private final Map<String, List<String>> readBy;

  private SourceSample(Dataset<Row> rows, List<String> mapped, Map<String, List<String>> readBy) {
    this.rows = rows;
    this.mapped = mapped;
    this.readBy = readBy;
  }

  /** Reads at most so many rows, in one go; the rest is left alone. */
  public static SourceSample of(SparkSession spark, SourceSettings source, int most) {
    Dataset<Row> all = new SourceReader(spark).rows(source);
    StructType raw = (StructType) all.schema().apply(SourceReader.SOURCE_ROW).dataType();
    List<String> mapped =
        Arrays.stream(all.columns()).filter(name -> !name.equals(SourceReader.SOURCE_ROW)).toList();
    Map<String, List<String>> readBy = new LinkedHashMap<>();
    List<Column> columns = new ArrayList<>(mapped.stream().map(name -> col(name)).toList());
    source
        .columns()
        .forEach(
            (name, sql) ->
                SqlColumns.of(sql).stream()
                    .map(parts -> Field.of(raw, parts))
                    .flatMap(Optional::stream)
                    .forEach(
                        field -> {
                          if (!readBy.containsKey(field.name())) {
                            columns.add(field.text().as(BEFORE + field.name()));
                          }
                          readBy
                              .computeIfAbsent(field.name(), first -> new ArrayList<>())
                              .add(name);
                        }));
    Dataset<Row> chosen = all.select(columns.toArray(Column[]::new)).limit(most);
    List<Row> collected = chosen.collectAsList();
    StructType schema = chosen.schema().add(NUMBER, DataTypes.IntegerType, false);
    List<Row> numbered =
        IntStream.range(0, collected.size())
            .mapToObj(number -> numbered(collected.get(number), number))
            .toList();
    return new SourceSample(spark.createDataFrame(numbered, schema), mapped, readBy);
  }

  /**
   * Returns the rows as {@link SourceReader#rows} does, but for {@link SourceReader#SOURCE_ROW},
   * which holds their {@link #NUMBER} alone.
   */
  public Dataset<Row> mapped() {
    return rows.select(
        Stream.concat(
                mapped.stream().map(name -> col(name)),
                Stream.of(struct(col(NUMBER)).as(SourceReader.SOURCE_ROW)))
            .toArray(Column[]::new));
  }

  /** Returns the columns of the source that the mapping reads, with the logical ones they go to. */
  public Map<String, List<String>> readBy() {
    return readBy;
  }

  /**
   * Returns the rows as texts, by their number: what is asked for, then each column of {@link
   * #readBy}.
   *
   * @param logical what is asked for
   */
  public List<Row> texts(List<Column> logical) {
    Stream<Column> before =
        readBy.keySet().stream().map(name -> col("`" + BEFORE + name.replace("`", "``") + "`"));
    return rows.select(Stream.concat(logical.stream(), before).toArray(Column[]::new))
        .collectAsList();
  }

  private static Row numbered(Row row, int number) {
    Object[] values = new Object[row.length() + 1];
    for (int index = 0; index < row.length(); index++) {
      values[index] = row.get(index);
    }
    values[row.length()] = number;
    return RowFactory.create(values);
  }

  /** A column of the source, or a field in one. */
  private record Field(String name, Column value, DataType type) {

    static Optional<Field> of(StructType raw, List<String> parts) {
      Optional<Field> found = Optional.empty();
      StructType within = raw;
      Column value = col(SourceReader.SOURCE_ROW);
      for (String part : parts) {
        Optional<StructField> next = named(within, part);
        if (next.isEmpty()) {
          return found;
        }
        String before = found.map(field -> field.name() + ".").orElse("");
        value = value.getField(next.get().name());
        found = Optional.of(new Field(before + next.get().name(), value, next.get().dataType()));
        if (!(next.get().dataType() instanceof StructType inner)) {
          return found;
        }
        within = inner;
      }
      return found;
    }

    private static Optional<StructField> named(StructType type, String name) {
      List<StructField> fields = List.of(type.fields());
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .findFirst()
          .or(
              () ->
                  fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).findFirst());
    }

    Column text() {
      boolean isNested =
          type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
      return isNested ? to_json(value) : value.cast(DataTypes.StringType);
    }
  }
}
