package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.clientele.quality.OrderFinding;
import io.clientele.quality.RowClass;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the rows of a source come to.
 *
 * @param classes the sums of each row class or, where they are rejected, reason that has rows
 * @param words the sums of each word that the source uses for something, by the column and the word
 * @param findings what is doubtful or worth to know, by its name: how often, and its units
 */
record ClassTotals(Map<String, Sums> classes, Map<Word, Sums> words, Map<String, Sums> findings) {
  /** Beyond so many words a column is none of words, and none is kept. */
  private static final int MOST_WORDS = 1_000;

  /** The finding that there are too many. */
  private static final String MANY_WORDS = "MANY_WORDS";

  /** Keeps its own copies, by name, of those with rows; what JSON leaves out is empty. */
  ClassTotals {
    classes = kept(classes);
    findings = kept(findings == null ? Map.of() : findings);
    boolean hasMany = words == null || findings.containsKey(MANY_WORDS);
    words = hasMany ? Map.of() : kept(words);
  }

  /** Totals of a source without words or findings. */
  ClassTotals(Map<String, Sums> classes) {
    this(classes, Map.of(), Map.of());
  }

  private static <K extends Comparable<K>> Map<K, Sums> kept(Map<K, Sums> sums) {
    Map<K, Sums> kept = new TreeMap<>(sums);
    kept.values().removeIf(sum -> sum.lines() == 0);
    return Collections.unmodifiableMap(kept);
  }

  /** Returns the totals of nothing. */
  static ClassTotals none() {
    return new ClassTotals(Map.of());
  }

  /**
   * Collects totals.
   *
   * @param totals rows of {@code row_class, lines} and, where amounts are mapped, {@code exact,
   *     converted, units}; with words in {@code status, currency, nobody, event_type, consent} and
   *     findings in the columns of {@link OrderFinding}
   */
  static ClassTotals of(List<Row> totals) {
    Map<String, Sums> classes = new TreeMap<>();
    Map<Word, Sums> words = new TreeMap<>();
    Map<String, Sums> findings = new TreeMap<>();
    for (Row row : totals) {
      List<String> names = List.of(row.schema().fieldNames());
      Sums sums = Sums.of(row);
      classes.merge(row.getString(row.fieldIndex("row_class")), sums, Sums::plus);
      for (String column : Word.COLUMNS) {
        if (names.contains(column) && !row.isNullAt(row.fieldIndex(column))) {
          words.merge(new Word(column, row.getString(row.fieldIndex(column))), sums, Sums::plus);
        }
      }
      for (OrderFinding finding : OrderFinding.values()) {
        if (names.contains(finding.counted())) {
          findings.merge(finding.name(), Sums.of(row, finding), Sums::plus);
        }
      }
    }
    return new ClassTotals(classes, words, findings);
  }

  /** Collects totals as {@link io.clientele.quality.OrderBook#totals} gives them. */
  static ClassTotals ofOrders(Dataset<Row> totals) {
    List<Row> rows = totals.orderBy(col("lines").desc()).limit(MOST_WORDS + 1).collectAsList();
    if (rows.size() <= MOST_WORDS) {
      return of(rows);
    }
    Column[] sums =
        Arrays.stream(totals.columns())
            .filter(name -> !Word.COLUMNS.contains(name) && !name.equals("row_class"))
            .map(name -> sum(col(name)).as(name))
            .toArray(Column[]::new);
    ClassTotals classes =
        of(
            totals
                .groupBy(col("row_class"))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .collectAsList());
    return classes.plus(withManyWords());
  }

  private static ClassTotals withManyWords() {
    Sums once = new Sums(1, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    return new ClassTotals(Map.of(), Map.of(), Map.of(MANY_WORDS, once));
  }

  /** Returns whether the source uses more different words than can be told. */
  boolean hasManyWords() {
    return findings.containsKey(MANY_WORDS);
  }

  /** Returns the totals of both. */
  ClassTotals plus(ClassTotals other) {
    return merged(other, Sums::plus);
  }

  /** Returns these totals without others that are part of them. */
  ClassTotals minus(ClassTotals other) {
    return merged(other, Sums::minus);
  }

  /** Returns how often something was found, and its amount. */
  Sums of(OrderFinding finding) {
    return findings.getOrDefault(finding.name(), Sums.nothing());
  }

  /** Returns whether any row is of a class. */
  boolean has(String rowClass) {
    return classes.containsKey(rowClass);
  }

  /** Returns how many rows were rejected. */
  long rejected() {
    return classes.entrySet().stream()
        .filter(entry -> RowClass.isRejection(entry.getKey()))
        .mapToLong(entry -> entry.getValue().lines())
        .sum();
  }

  private ClassTotals merged(ClassTotals other, BinaryOperator<Sums> operator) {
    return new ClassTotals(
        merged(classes, other.classes, operator),
        merged(words, other.words, operator),
        merged(findings, other.findings, operator));
  }

  private static <K extends Comparable<K>> Map<K, Sums> merged(
      Map<K, Sums> ones, Map<K, Sums> others, BinaryOperator<Sums> operator) {
    Map<K, Sums> both = new TreeMap<>(ones);
    others.forEach(
        (name, sums) ->
            both.put(name, operator.apply(both.getOrDefault(name, Sums.nothing()), sums)));
    return both;
  }

  /**
   * Sums of one class; amounts are 0 where none is mapped.
   *
   * @param lines rows
   * @param exact amounts as the source states them
   * @param converted the same in the shop's currency
   * @param units the same as stored, in whole money units
   */
  record Sums(long lines, BigDecimal exact, BigDecimal converted, long units) {

    static Sums nothing() {
      return new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    }

    static Sums ofLines(long lines) {
      return new Sums(lines, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    }

    static Sums of(Row row) {
      return new Sums(
          row.getLong(row.fieldIndex("lines")),
          decimal(row, "exact"),
          decimal(row, "converted"),
          decimal(row, "units").longValueExact());
    }

    /** A count and its units. */
    static Sums of(Row row, OrderFinding finding) {
      return new Sums(
          row.getLong(row.fieldIndex(finding.counted())),
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          row.getLong(row.fieldIndex(finding.valued())));
    }

    Sums plus(Sums other) {
      return new Sums(
          lines + other.lines,
          exact.add(other.exact),
          converted.add(other.converted),
          units + other.units);
    }

    Sums minus(Sums other) {
      return new Sums(
          lines - other.lines,
          exact.subtract(other.exact),
          converted.subtract(other.converted),
          units - other.units);
    }

    private static BigDecimal decimal(Row row, String column) {
      if (List.of(row.schema().fieldNames()).contains(column)) {
        Object value = row.get(row.fieldIndex(column));
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
      }
      return BigDecimal.ZERO;
    }
  }
}
