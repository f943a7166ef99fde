package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.PlainReason;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds the inputs of sources and looks at how their files fit together. */
final class InputReader {
  private final SparkSession spark;
  private final InputFiles files;

  InputReader(SparkSession spark) {
    this.spark = spark;
    this.files = new InputFiles(spark);
  }

  /** Returns an input's own columns, and {@link BrokenColumns} where rows may be broken. */
  Dataset<Row> rows(InputPlace place) {
    if (isOfFiles(place)) {
      FileLayout layout = layout(place);
      return layout.rows(layout.listing().files());
    }
    refuseMissing(place);
    try {
      return place.settings().table().isPresent()
          ? spark.table(place.settings().table().get())
          : spark
              .read()
              .format(place.settings().format())
              .options(place.settings().options())
              .load(place.location());
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      ColumnNames.refuseTwins(place, failure);
      throw place
          .failure("cannot be read: " + PlainReason.of(failure), cure(place))
          .causedBy(failure);
    }
  }

  /** Returns whether an input is a path to files, so that it has a {@link #layout}. */
  static boolean isOfFiles(InputPlace place) {
    return place.settings().path().isPresent() && !place.settings().format().equals("delta");
  }

  /**
   * Looks at the files of an input.
   *
   * @throws ClienteleException with exit code 3 where they are missing, cannot be read or do not
   *     fit together
   */
  FileLayout layout(InputPlace place) {
    refuseMissing(place);
    try {
      FileListing listing = files.listing(place.location(), place.settings().options());
      if (listing.files().isEmpty()) {
        throw listing.beneath() > 0
            ? place.failure(
                "holds %,d files in folders that are not opened".formatted(listing.beneath()),
                "add options { recursiveFileLookup = true }, or end the path with /*")
            : place.failure("holds no files", "give a folder with data files");
      }
      if (isUtf8(place)) {
        WideText.refuse(listing, spark.sparkContext().hadoopConfiguration());
      }
      return switch (place.settings().format()) {
        case "csv" -> CsvLayout.of(spark, place, listing);
        case "json" -> JsonLayout.of(spark, place, listing);
        case "parquet" -> ParquetLayout.of(spark, place, listing);
        default -> PlainLayout.of(spark, place, listing);
      };
    } catch (ClienteleException known) {
      throw known;
    } catch (WideText wide) {
      throw place
          .failure(
              "cannot be read: %s is written in %s".formatted(wide.file(), wide.encoding()),
              isUtf8(place)
                  ? "give it in UTF-8"
                  : "add options { encoding = \"%s\" }".formatted(wide.encoding()))
          .causedBy(wide);
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      ColumnNames.refuseTwins(place, failure);
      throw place
          .failure("cannot be read: " + PlainReason.of(failure), cure(place))
          .causedBy(failure);
    }
  }

  /** CSV looks at its files itself, and Parquet is no text. */
  private static boolean isUtf8(InputPlace place) {
    return List.of("json", "text").contains(place.settings().format())
        && place.settings().options().keySet().stream()
            .noneMatch(key -> key.equalsIgnoreCase("encoding") || key.equalsIgnoreCase("charset"));
  }

  private static String cure(InputPlace place) {
    return "check the name, the format (%s), the options and that the file is whole"
        .formatted(place.settings().format());
  }

  private void refuseMissing(InputPlace place) {
    if (place.settings().path().isEmpty()) {
      return;
    }
    String path = place.settings().path().get();
    try {
      if (!files.exist(path)) {
        throw place.failure("does not exist", missing(path));
      }
    } catch (IOException | IllegalArgumentException failure) {
      throw place
          .failure(
              "cannot be reached: " + PlainReason.of(failure),
              "check the path, its storage and the rights to read it")
          .causedBy(failure);
    }
  }

  private static String missing(String path) {
    return path.matches(".*[\\[\\]{}*?].*")
        ? "give an existing file, folder or glob; [ ] { } * ? are read as a pattern: write \\\\["
            + " where the name has one"
        : "give an existing file, folder or glob";
  }
}
