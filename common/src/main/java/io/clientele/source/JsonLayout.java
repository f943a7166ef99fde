package io.clientele.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.substring;

import io.clientele.source.BrokenColumns.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.json.JsonFileFormat;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Files of JSON: their columns are those that any line has. */
final class JsonLayout implements FileLayout {
  private static final StructType LINE = new StructType().add("value", DataTypes.StringType);

  private final FileListing listing;
  private final FileRows files;
  private final StructType columns;
  private final List<String> remarks;

  private JsonLayout(
      FileListing listing, FileRows files, StructType columns, List<String> remarks) {
    this.remarks = List.copyOf(remarks);
    this.listing = listing;
    this.files = files;
    this.columns = columns;
  }

  /**
   * Looks at all lines.
   *
   * @throws io.clientele.failure.ClienteleException with exit code 3 where a column that is mapped
   *     holds plain values and objects or arrays
   */
  static JsonLayout of(SparkSession spark, InputPlace place, FileListing listing)
      throws IOException {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(place.settings().options());
    boolean isOfLines =
        Stream.of("multiLine", "encoding", "charset", "lineSep").noneMatch(options::containsKey);
    options.put("columnNameOfCorruptRecord", BrokenColumns.TEXT);
    FileRows files = new FileRows(spark, listing, options);
    StructType found =
        isOfLines
            ? spark
                .read()
                .options(options)
                .json(
                    files
                        .of(listing.files(), LINE, new TextFileFormat(), Map.of())
                        .select("value")
                        .as(Encoders.STRING()))
                .schema()
            : new JsonFileFormat()
                .inferSchema(
                    spark,
                    ScalaMaps.of(options),
                    CollectionConverters.asScala(listing.files()).toSeq())
                .getOrElse(StructType::new);
    StructType columns = CheckedCsv.without(found, BrokenColumns.TEXT).asNullable();
    List<String> mixed = mixed(spark, place, files, listing, columns, options);
    // A query sees the text, and can take it apart.
    if (place.read().isPresent() && !mixed.isEmpty()) {
      throw place.failure(
          "has " + mixed.get(0),
          "let source.*.query make one kind of the column, which is text there, or give the files"
              + " of each kind as an input of its own");
    }
    return new JsonLayout(
        listing,
        files,
        columns,
        mixed.stream().map(column -> column + "; the query sees it as text").toList());
  }

  private static List<String> mixed(
      SparkSession spark,
      InputPlace place,
      FileRows files,
      FileListing listing,
      StructType columns,
      Map<String, String> options)
      throws IOException {
    List<String> doubted = JsonKinds.doubted(columns, place);
    boolean isUtf8 = Stream.of("encoding", "charset").noneMatch(options::containsKey);
    NestedJson nested = new NestedJson(doubted, spark.sparkContext().hadoopConfiguration());
    if (doubted.isEmpty() || (isUtf8 && !nested.mayBeIn(listing.files()))) {
      return List.of();
    }
    return JsonKinds.mixed(
        doubted, kinds -> files.of(listing.files(), kinds, new JsonFileFormat(), options));
  }

  @Override
  public FileListing listing() {
    return listing;
  }

  @Override
  public Dataset<Row> rows(List<FileStatus> chosen) {
    Dataset<Row> read =
        files.of(
            chosen, columns.add(BrokenColumns.TEXT, DataTypes.StringType), new JsonFileFormat());
    List<Column> selected = new ArrayList<>();
    for (String name : read.columns()) {
      selected.add(name.equals(BrokenColumns.TEXT) ? text() : named(name));
    }
    selected.add(BrokenColumns.place(lit(null).cast(DataTypes.LongType), lit(Fault.JSON.name())));
    return read.select(selected.toArray(Column[]::new));
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  /** Spark refuses to read what is broken and nothing else, so another column is looked at. */
  private Column text() {
    Column text = col(BrokenColumns.TEXT);
    if (columns.isEmpty()) {
      return text;
    }
    Column nothing =
        nullif(substring(named(columns.fields()[0].name()).isNull().cast("string"), 1, 0), lit(""));
    return coalesce(text, nothing).as(BrokenColumns.TEXT);
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
