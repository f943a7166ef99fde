package io.clientele.source;

import io.clientele.failure.PlainReason;
import io.clientele.settings.SourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
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
  private static final String QUERY = "source %s is a query, and its inputs have changed";

  private final SparkSession spark;
  private final Worth worth;
  private final InputFiles files;
  private final SourceReader reader;
  private final InputReader inputs;
  private final Map<String, FileLayout> layouts = new LinkedHashMap<>();

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
    this.inputs = new InputReader(spark);
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
   * read at their version, and of files those that were there, if they still are as they were.
   */
  public boolean stands(SourceSettings source, SourcePosition at) {
    for (InputPlace place : InputPlace.of(source)) {
      SourcePosition.Input input = at.inputs().get(place.name());
      if (input == null || !stands(place, input)) {
        return false;
      }
    }
    return true;
  }

  private boolean stands(InputPlace place, SourcePosition.Input input) {
    try {
      return switch (input.kind()) {
        case UNKNOWN -> true;
        case DELTA -> true;
        case FILES -> {
          List<SourcePosition.Mark> marks = files.marks(new SourceVersion(spark).location(place));
          yield InputReader.isOfFiles(place)
              ? new HashSet<>(marks).containsAll(input.files())
              : marks.equals(input.files());
        }
      };
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Returns the rows of the source at a position where it stands or, for a Delta table, has stood.
   * What comes while they are read is not among them, however often they are read.
   */
  public Dataset<Row> rows(SourceSettings source, SourcePosition at) {
    return reader.rows(source, place -> input(place, at));
  }

  private Dataset<Row> input(InputPlace place, SourcePosition at) {
    SourcePosition.Input input = at.inputs().get(place.name());
    if (input != null && input.kind() == SourcePosition.Kind.DELTA) {
      return delta(place).at(input.version());
    }
    FileLayout layout = layouts.get(place.key());
    return input == null || layout == null
        ? inputs.rows(place)
        : layout.rows(layout.listing().at(input.files()));
  }

  /** Returns what is to be said about how the inputs were read, sentences. */
  public List<String> remarks(SourceSettings source) {
    List<String> remarks = new ArrayList<>();
    for (InputPlace place : InputPlace.of(source)) {
      FileLayout layout = layouts.get(place.key());
      if (layout == null) {
        continue;
      }
      layout.remarks().forEach(remark -> remarks.add("%s: %s.".formatted(place.key(), remark)));
      if (layout.listing().beneath() > 0) {
        remarks.add(
            "%s: %,d files in inner folders are not read; options { recursiveFileLookup = true }"
                    .formatted(place.key(), layout.listing().beneath())
                + " reads them.");
      }
    }
    return remarks;
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
    if (source.inputs().size() > 1) {
      return new SourceChange.Everything(QUERY.formatted(source.name()));
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
    if (source.query().isPresent() && !RowWise.is(spark, source, input(place, now))) {
      return new SourceChange.Everything(QUERY.formatted(source.name()));
    }
    Mapping mapping = new Mapping(source, reader, worth);
    FileLayout layout = layouts.get(place.key());
    return switch (after.kind()) {
      case DELTA -> delta(place).between(mapping, before, after);
      case FILES ->
          layout == null
              ? FileChange.ofTable(mapping)
              : new FileChange(layout).between(mapping, before, after);
      case UNKNOWN -> throw new IllegalStateException("a view");
    };
  }

  /** How rows of a source's input become rows of the source. */
  record Mapping(SourceSettings source, SourceReader reader, Worth worth) {

    Dataset<Row> of(Dataset<Row> raw) {
      return reader.rows(source, place -> raw);
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
    if (InputReader.isOfFiles(place)) {
      FileLayout layout = inputs.layout(place);
      layouts.put(place.key(), layout);
      FileListing listing = layout.listing();
      return new SourcePosition.Input(
          SourcePosition.Kind.FILES,
          how,
          sha256(layout.rows(listing.files()).schema().json()),
          "",
          0,
          listing.marks());
    }
    // It also tells where the input is missing or cannot be read.
    Dataset<Row> rows = inputs.rows(place);
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
