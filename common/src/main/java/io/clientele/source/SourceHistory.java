package io.clientele.source;

import io.clientele.failure.PlainReason;
import io.clientele.settings.SourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where a source stands, and what is new in it since it stood elsewhere. */
public final class SourceHistory {
  private final SparkSession spark;
  private final Worth worth;
  private final InputFiles files;
  private final SourceReader reader;

  /**
   * Looks with a session, whose time zone is the shop's.
   *
   * @param smallBytes size below which everything in a source counts as new, once anything is
   */
  public SourceHistory(SparkSession spark, long smallBytes) {
    this.spark = spark;
    this.worth = new Worth(smallBytes);
    this.files = new InputFiles(spark);
    this.reader = new SourceReader(spark);
  }

  /**
   * Returns where the source stands.
   *
   * @throws io.clientele.failure.ClienteleException with exit code 3 where it is missing
   */
  public SourcePosition position(SourceSettings source) {
    Map<String, SourcePosition.Input> inputs = new LinkedHashMap<>();
    InputPlace.of(source).forEach(place -> inputs.put(place.name(), position(place)));
    return new SourcePosition(inputs);
  }

  /**
   * Returns whether a source that was read from a position has been read as of it: Delta tables are
   * read at their version, files as they stand when Spark lists them.
   */
  public boolean stands(SourceSettings source, SourcePosition at) {
    for (InputPlace place : InputPlace.of(source)) {
      SourcePosition.Input input = at.inputs().get(place.name());
      if (input == null || !stands(place, input, source.query().isPresent())) {
        return false;
      }
    }
    return true;
  }

  private boolean stands(InputPlace place, SourcePosition.Input input, boolean isQueried) {
    try {
      return switch (input.kind()) {
        case UNKNOWN -> true;
        case DELTA ->
            !isQueried || delta(place).position(input.how(), input.schema()).equals(input);
        case FILES -> files.marks(new SourceVersion(spark).location(place)).equals(input.files());
      };
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Returns the rows of the source at a position where it stands or, for a Delta table, has stood.
   */
  public Dataset<Row> rows(SourceSettings source, SourcePosition at) {
    List<InputPlace> places = InputPlace.of(source);
    SourcePosition.Input input = at.inputs().get(places.get(0).name());
    return source.query().isEmpty() && input != null && input.kind() == SourcePosition.Kind.DELTA
        ? reader.mapped(source, delta(places.get(0)).at(input.version()))
        : reader.rows(source);
  }

  /**
   * Returns what is new.
   *
   * @param then where the source stood
   * @param now where it stands
   */
  public SourceChange since(SourceSettings source, SourcePosition then, SourcePosition now) {
    if (now.inputs().values().stream()
        .anyMatch(input -> input.kind() == SourcePosition.Kind.UNKNOWN)) {
      return new SourceChange.Everything("source " + source.name() + " is a view");
    }
    if (then.equals(now)) {
      return new SourceChange.Nothing();
    }
    if (source.query().isPresent()) {
      return new SourceChange.Everything(
          "source %s is a query, and its inputs have changed".formatted(source.name()));
    }
    InputPlace place = InputPlace.of(source).get(0);
    SourcePosition.Input before = then.inputs().get(place.name());
    SourcePosition.Input after = now.inputs().get(place.name());
    if (before == null || after == null || !before.how().equals(after.how())) {
      return new SourceChange.Everything(
          "source %s is read otherwise than before".formatted(source.name()));
    }
    if (!before.schema().equals(after.schema())) {
      return new SourceChange.Everything(
          "the columns of source %s have changed".formatted(source.name()));
    }
    return switch (after.kind()) {
      case DELTA -> delta(place).between(new Mapping(source, reader, worth), before, after);
      case FILES ->
          new FileChange(spark, place).between(new Mapping(source, reader, worth), before, after);
      case UNKNOWN -> throw new IllegalStateException("a view");
    };
  }

  /** How rows of a source's input become rows of the source. */
  record Mapping(SourceSettings source, SourceReader reader, Worth worth) {

    Dataset<Row> of(Dataset<Row> raw) {
      return reader.mapped(source, raw);
    }

    SourceChange.Everything everything(String reason) {
      return new SourceChange.Everything(reason.formatted("source " + source.name()));
    }
  }

  private SourcePosition.Input position(InputPlace place) {
    String how =
        sha256(
            (place.settings().table().isPresent() ? "table" : place.settings().format())
                + new TreeMap<>(place.settings().options()));
    // It also tells where the input is missing or cannot be read.
    Dataset<Row> rows = reader.input(place);
    try {
      String location = new SourceVersion(spark).location(place);
      String schema = sha256(rows.schema().json());
      if (location.isEmpty()) {
        return new SourcePosition.Input(SourcePosition.Kind.UNKNOWN, how, schema, "", 0, List.of());
      }
      return files.isDelta(location, place)
          ? new DeltaChange(spark, location).position(how, schema)
          : new SourcePosition.Input(
              SourcePosition.Kind.FILES, how, schema, "", 0, files.marks(location));
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      throw place
          .failure("cannot be read: " + PlainReason.of(failure), "check the name and its storage")
          .causedBy(failure);
    }
  }

  private DeltaChange delta(InputPlace place) {
    return new DeltaChange(spark, new SourceVersion(spark).location(place));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
