package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.csv.CSVInferSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * CSV files, each read by its own header: a column is found by its name in every file, never by its
 * position across files.
 */
final class CsvLayout implements FileLayout {
  private static final int MOST_HEADERS = 50;
  private static final int NAMED = 3;

  private final SparkSession spark;
  private final FileListing listing;
  private final CsvFormat format;
  private final FileRows files;
  private final MissingColumns missing;
  private final Map<List<String>, CsvHeader> headers = new LinkedHashMap<>();
  private final Map<SourcePosition.Mark, List<String>> headerOf = new LinkedHashMap<>();
  private final Map<String, String> spelled = new LinkedHashMap<>();
  private final Map<String, DataType> types = new LinkedHashMap<>();

  private CsvLayout(SparkSession spark, InputPlace place, FileListing listing, CsvFormat format) {
    this.missing = new MissingColumns(place);
    this.spark = spark;
    this.listing = listing;
    this.format = format;
    this.files = new FileRows(spark, listing, format.options());
  }

  /**
   * Looks at the headers.
   *
   * @throws io.clientele.failure.ClienteleException with exit code 3 where a name stands in one
   *     twice, or where they are too many
   */
  static CsvLayout of(SparkSession spark, InputPlace place, FileListing listing)
      throws java.io.IOException {
    CsvLayout layout =
        new CsvLayout(spark, place, listing, CsvFormat.of(spark, place.settings().options()));
    layout.look(place);
    if (layout.headers.isEmpty()) {
      throw place.failure("holds no lines", "give files with a header and rows");
    }
    if (layout.headers.size() > MOST_HEADERS) {
      throw layout.tooMany(place);
    }
    if (layout.format.spark().inferSchemaFlag()) {
      layout.infer();
    }
    return layout;
  }

  @Override
  public FileListing listing() {
    return listing;
  }

  @Override
  public Dataset<Row> rows(List<FileStatus> chosen) {
    Map<List<String>, List<FileStatus>> groups = new LinkedHashMap<>();
    // The first header stands for none: the columns are there without a file.
    groups.put(headers.keySet().iterator().next(), new ArrayList<>());
    for (FileStatus file : chosen) {
      List<String> header = headerOf.get(FileListing.mark(file));
      if (header != null) {
        groups.computeIfAbsent(header, key -> new ArrayList<>()).add(file);
      }
    }
    if (groups.size() > 1) {
      groups.values().removeIf(List::isEmpty);
    }
    return groups.entrySet().stream()
        .map(group -> rows(Objects.requireNonNull(headers.get(group.getKey())), group.getValue()))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!format.hasHeader()) {
      remarks.add(
          "columns are taken by position in every file, as header = false: _c0 is the first");
    }
    remarks.addAll(missing.remarks(spelled));
    return remarks;
  }

  private void look(InputPlace place) throws java.io.IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<Optional<CsvHeader>> found =
        InParallel.of(listing.files(), file -> CsvHeader.of(file, format, hadoop));
    for (int index = 0; index < found.size(); index++) {
      FileStatus file = listing.files().get(index);
      found
          .get(index)
          .ifPresent(
              header -> {
                refuseTwice(place, file, header);
                headers.putIfAbsent(header.keys(), header);
                headerOf.put(FileListing.mark(file), header.keys());
                missing.saw(file.getPath().toString(), new HashSet<>(header.keys()));
                header.names().forEach(name -> spelled.putIfAbsent(CsvHeader.key(name), name));
              });
    }
    spelled.keySet().forEach(key -> types.put(key, DataTypes.StringType));
  }

  private static void refuseTwice(InputPlace place, FileStatus file, CsvHeader header) {
    List<String> twice = header.twice();
    if (!twice.isEmpty()) {
      throw place.failure(
          "has two columns of one name: %s stands twice in the header of %s (%s)"
              .formatted(twice.get(0), FileListing.name(file), String.join(", ", header.names())),
          "rename one of them in the export; or read by position with header = false, columns"
              + " _c0, _c1 and so on, and a filter that leaves the header out");
    }
  }

  private io.clientele.failure.ClienteleException tooMany(InputPlace place) {
    StringBuilder examples = new StringBuilder();
    headers.entrySet().stream()
        .limit(NAMED)
        .forEach(
            header ->
                examples
                    .append("\n    ")
                    .append(fileOf(header.getKey()))
                    .append(": ")
                    .append(String.join(", ", header.getValue().names())));
    return place.failure(
        "holds files of %,d different headers, more than %d:%s"
            .formatted(headers.size(), MOST_HEADERS, examples),
        "give files of one export; without headers say header = false");
  }

  private String fileOf(List<String> header) {
    return headerOf.entrySet().stream()
        .filter(file -> file.getValue().equals(header))
        .map(file -> name(file.getKey()))
        .findFirst()
        .orElse("");
  }

  private static String name(SourcePosition.Mark file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  private Dataset<Row> rows(CsvHeader header, List<FileStatus> chosen) {
    StructType columns = new StructType();
    for (String name : header.names()) {
      columns = columns.add(name, types.getOrDefault(CsvHeader.key(name), DataTypes.StringType));
    }
    columns =
        columns
            .add(BrokenColumns.TEXT, DataTypes.StringType)
            .add(BrokenColumns.FAULT, DataTypes.StringType)
            .add(BrokenColumns.LINE, DataTypes.LongType);
    Dataset<Row> rows =
        files.of(chosen, columns, new CheckedCsv(format.hasHeader() ? header.text() : ""));
    return rows.select(united(header));
  }

  private Column[] united(CsvHeader header) {
    Map<String, String> own = new LinkedHashMap<>();
    header.names().forEach(name -> own.put(CsvHeader.key(name), name));
    List<Column> united = new ArrayList<>();
    spelled.forEach(
        (key, name) ->
            united.add(
                own.containsKey(key)
                    ? named(own.getOrDefault(key, name)).as(name)
                    : lit(null).cast(types.getOrDefault(key, DataTypes.StringType)).as(name)));
    Set<String> inFiles = new HashSet<>(spelled.keySet());
    for (StructField folder : files.partitionColumns().fields()) {
      if (!inFiles.contains(CsvHeader.key(folder.name()))) {
        united.add(named(folder.name()));
      }
    }
    united.add(col(BrokenColumns.TEXT));
    united.add(BrokenColumns.place(col(BrokenColumns.LINE), col(BrokenColumns.FAULT)));
    return united.toArray(Column[]::new);
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** Types are those of all files together, whichever of them are read. */
  private void infer() {
    String[] names = spelled.values().toArray(String[]::new);
    Column[] columns = Arrays.stream(names).map(CsvLayout::named).toArray(Column[]::new);
    Dataset<Row> sound = BrokenColumns.sound(rows(listing.files())).select(columns);
    Dataset<Row> looked =
        format.spark().samplingRatio() < 1
            ? sound.sample(false, format.spark().samplingRatio(), 1)
            : sound;
    StructType inferred =
        new CSVInferSchema(format.spark())
            .infer(looked.javaRDD().map(CsvLayout::tokens).rdd(), names);
    for (int index = 0; index < names.length; index++) {
      types.put(CsvHeader.key(names[index]), inferred.fields()[index].dataType());
    }
  }

  private static String[] tokens(Row row) {
    String[] tokens = new String[row.length()];
    for (int index = 0; index < tokens.length; index++) {
      tokens[index] = row.getString(index);
    }
    return tokens;
  }
}
