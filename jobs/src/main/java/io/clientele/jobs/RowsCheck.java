package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import io.clientele.failure.ClienteleException;
import io.clientele.jobs.SeenRows.Extent;
import io.clientele.jobs.SeenRows.Rejection;
import io.clientele.quality.CustomerRules;
import io.clientele.quality.EventRules;
import io.clientele.quality.IdentityLinks;
import io.clientele.quality.IdentityRules;
import io.clientele.quality.OrderRules;
import io.clientele.quality.RowClass;
import io.clientele.schema.Identities;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.source.BrokenRows;
import io.clientele.source.SourceReader;
import io.clientele.source.SourceSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks at the first rows of each source with the eyes of ingest; writes nothing. */
public final class RowsCheck {
  /** As many rows of a source are looked at. */
  public static final int SAMPLE = 10_000;

  private static final int EXAMPLES = 3;

  private static final List<String> FIGURES =
      List.of(
          "order_id",
          "line_id",
          "ordered_at",
          "occurred_at",
          "registered_at",
          "amount",
          "quantity",
          "unit_price");

  private final Settings settings;
  private final SparkSession spark;
  private final Optional<IdentityLinks> links;

  private RowsCheck(Settings settings, SparkSession spark) {
    this.settings = settings;
    this.spark = spark;
    this.links = settings.joinsPeople() ? Optional.of(links()) : Optional.empty();
  }

  /** Who is joined, from the whole of these sources: they are small. */
  private IdentityLinks links() {
    SourceReader reader = new SourceReader(spark);
    Optional<Dataset<Row>> identity =
        settings
            .sources()
            .identity()
            .map(
                source ->
                    new IdentityRules(source, settings.quality()).classified(reader.rows(source)));
    Optional<Dataset<Row>> customers =
        settings
            .sources()
            .customers()
            .map(
                source ->
                    new CustomerRules(source, settings.quality())
                        .classified(IdentityLinks.marked(settings, reader.rows(source), source)));
    Dataset<Row> nothing =
        spark.createDataFrame(List.of(), Identities.SCHEMA.structType(settings.money()));
    return IdentityLinks.of(settings, identity, customers, nothing);
  }

  /**
   * Looks at every source; that their mappings fit must have been checked.
   *
   * @throws ClienteleException with exit code 3 where a mapped expression fails on a row
   */
  public static List<SeenRows> of(Settings settings, SparkSession spark) {
    try {
      RowsCheck check = new RowsCheck(settings, spark);
      List<SeenRows> seen = ShopSources.of(settings).stream().map(check::look).toList();
      check.links.ifPresent(IdentityLinks::close);
      return seen;
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      Optional<ClienteleException> told = ExpressionFailure.in(settings, failure);
      if (told.isPresent()) {
        throw told.get();
      }
      throw failure;
    }
  }

  private SeenRows look(SourceSettings source) {
    SourceSample sample = SourceSample.of(spark, source, SAMPLE);
    SampleTexts texts = new SampleTexts(source, sample);
    return new SeenRows(
        source.name(),
        texts.size(),
        texts.size() < SAMPLE ? Extent.WHOLE : Extent.BEGINNING,
        texts.shown(),
        texts.before(),
        texts.after(),
        texts.filtered(),
        rejections(source, sample, texts),
        words(texts));
  }

  private List<Rejection> rejections(
      SourceSettings source, SourceSample sample, SampleTexts texts) {
    Map<String, List<Integer>> rows = new TreeMap<>();
    refused(source, sample.mapped())
        .collectAsList()
        .forEach(
            row ->
                rows.computeIfAbsent(row.getString(0), reason -> new ArrayList<>())
                    // A broken row has no columns, and so no number.
                    .add(row.isNullAt(1) ? 0 : row.getInt(1)));
    List<Rejection> rejections = new ArrayList<>();
    rows.forEach(
        (reason, numbers) ->
            rejections.add(
                new Rejection(
                    reason,
                    numbers.size(),
                    reason.equals(RowClass.BROKEN_ROW)
                        ? List.of(whereBroken(source))
                        : examples(texts, numbers, telling(source, reason)))));
    rejections.sort(Comparator.comparingLong(Rejection::rows).reversed());
    return rejections;
  }

  private static List<String> examples(
      SampleTexts texts, List<Integer> numbers, List<String> columns) {
    return numbers.stream()
        .sorted()
        .map(number -> texts.example(number, columns))
        .filter(example -> !example.isEmpty())
        .distinct()
        .limit(EXAMPLES)
        .toList();
  }

  /** Of the whole source: a line that ends inside a quote shows in the files alone. */
  private String whereBroken(SourceSettings source) {
    return "in the whole source "
        + BrokenRows.among(spark, new SourceReader(spark).rows(source)).text();
  }

  /** Returns the reason and the number of each row that would be rejected. */
  private Dataset<Row> refused(SourceSettings source, Dataset<Row> rows) {
    Dataset<Row> mapped = rows;
    if (source.name().equals("orders")) {
      if (links.isPresent()) {
        mapped = links.get().resolved(IdentityLinks.marked(settings, rows, source));
      }
      OrderRules rules = new OrderRules(settings);
      Dataset<Row> orders =
          rules.classified(mapped).filter(OrderRules.isRejected()).select("order_key").distinct();
      return rules
          .rejected(mapped, orders)
          .select(
              col("row_class"),
              get_json_object(col("row"), "$." + SourceSample.NUMBER).cast("int"));
    }
    Dataset<Row> classified =
        switch (source.name()) {
          case "customers" -> new CustomerRules(source, settings.quality()).classified(mapped);
          case "identity" -> new IdentityRules(source, settings.quality()).classified(mapped);
          default -> new EventRules(source, settings.quality()).classified(mapped);
        };
    return classified
        .filter(OrderRules.isRejected())
        .select(col("row_class"), col(SourceReader.SOURCE_ROW).getField(SourceSample.NUMBER));
  }

  /** The columns that show why a row is rejected; where others decide, amounts and times. */
  private static List<String> telling(SourceSettings source, String reason) {
    List<String> columns =
        switch (reason) {
          case RowClass.NO_TIME -> List.of("ordered_at", "occurred_at");
          case RowClass.NO_AMOUNT -> List.of("amount", "quantity", "unit_price");
          case RowClass.FOREIGN_CURRENCY -> List.of("currency");
          case RowClass.UNKNOWN_EVENT_TYPE -> List.of("event_type");
          default -> List.of();
        };
    return columns.stream().anyMatch(source::maps) ? columns : FIGURES;
  }

  private List<SeenWord> words(SampleTexts texts) {
    List<SeenWord> words = new ArrayList<>();
    for (String column : SeenWord.COLUMNS) {
      Map<String, Long> counts = texts.words(column);
      if (counts.size() > SeenWord.MOST) {
        words.add(SeenWord.tooMany(column, counts.size(), texts.size()));
      } else {
        counts.forEach((word, rows) -> words.add(SeenWord.of(settings, column, word, rows)));
      }
    }
    words.sort(
        Comparator.comparing(SeenWord::isKnown)
            .thenComparing(word -> SeenWord.COLUMNS.indexOf(word.column()))
            .thenComparing(Comparator.comparingLong(SeenWord::rows).reversed())
            .thenComparing(SeenWord::word));
    return words;
  }
}
