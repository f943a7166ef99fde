package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.PlainReason;
import io.clientele.settings.SourceSettings;
import io.clientele.source.InputFiles.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Which state of a source a run saw, as a short text. */
public final class SourceVersion {
  private static final Comparator<InputFile> ORDER =
      Comparator.comparing(InputFile::name)
          .thenComparing(InputFile::length)
          .thenComparing(InputFile::modified);

  private final SparkSession spark;
  private final InputFiles files;

  /** Looks with a session. */
  public SourceVersion(SparkSession spark) {
    this.spark = spark;
    this.files = new InputFiles(spark);
  }

  /**
   * Returns {@code delta N} for a Delta table, else {@code sha256 ...} over names, lengths and
   * modification times of the files, never over the path, and {@code unknown} for a view; for
   * several inputs each behind its name.
   *
   * @throws ClienteleException with exit code 3 where the source is missing
   */
  public String of(SourceSettings source) {
    List<InputPlace> places = InputPlace.of(source);
    if (source.query().isEmpty()) {
      return of(places.get(0));
    }
    return places.stream()
        .map(place -> place.name() + ": " + of(place))
        .collect(Collectors.joining(", "));
  }

  private String of(InputPlace place) {
    try {
      if (place.settings().table().isPresent()) {
        return tableVersion(place.location());
      }
      return place.settings().format().equals("delta")
          ? "delta " + files.deltaVersion(place.location())
          : digest(files.list(place.location()));
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      throw place
          .failure("cannot be read: " + PlainReason.of(failure), "check the name and its storage")
          .causedBy(failure);
    }
  }

  /** Returns where the rows of an input are; empty for a view, which has none of its own. */
  String location(InputPlace place) {
    return place.settings().table().isPresent()
        ? detail(place.location(), "Location")
        : place.location();
  }

  private String tableVersion(String table) throws IOException {
    String location = detail(table, "Location");
    if (location.isEmpty()) {
      // A view has no files of its own.
      return "unknown";
    }
    return detail(table, "Provider").equalsIgnoreCase("delta")
        ? "delta " + files.deltaVersion(location)
        : digest(files.list(location));
  }

  private String detail(String table, String name) {
    return spark
        .sql("describe table extended " + table)
        .where("col_name = '" + name + "'")
        .collectAsList()
        .stream()
        .map((Row row) -> row.getString(1))
        .findFirst()
        .orElse("");
  }

  private static String digest(List<InputFile> found) {
    String text =
        found.stream()
            .sorted(ORDER)
            .map(file -> file.name() + "\t" + file.length() + "\t" + file.modified() + "\n")
            .collect(Collectors.joining());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256 " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
