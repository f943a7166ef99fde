package io.clientele.quality;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Mapped order lines made comparable: ids and words as texts, instants, exact amounts, and the
 * first reason that a line alone can be rejected for. Grain: one row per source row; narrow, no
 * exchange.
 *
 * <p>Columns added beside the mapped ones and those of {@link LineMoney}: {@code order_key}, {@code
 * customer_text} (the id as it stands, whoever it means), the other texts under {@code key_},
 * {@code status_word} in small and {@code currency_word} in capital letters, {@code instant} and
 * its {@code line_day}, {@code updated} in microseconds, {@code own_kind} (as if the status were
 * none), {@code kind}, {@code source_file} and {@code line_hash}, which are null where nothing asks
 * for them, and {@code line_reason}.
 */
final class OrderLines {
  /** A line that counts as bought. */
  static final String POSITIVE = "positive";

  /** A line that takes something back. */
  static final String NEGATIVE = "negative";

  /** A line of quantity zero. */
  static final String NEUTRAL = "neutral";

  /** A line whose status says cancelled. */
  static final String CANCELLED = "cancelled";

  private static final int SALTS = 64;

  /** No order id begins so. */
  private static final String NO_ORDER = "\u0000";

  private final SourceSettings source;
  private final Settings settings;
  private final LogicalText logical;

  OrderLines(Settings settings) {
    this.settings = settings;
    this.source = settings.sources().orders();
    this.logical = new LogicalText(source);
  }

  /**
   * Adds the columns to the rows of {@link io.clientele.source.SourceReader}, which may have those
   * of {@link IdentityLinks#resolved}.
   */
  Dataset<Row> of(Dataset<Row> rows) {
    PersonColumns persons = new PersonColumns(settings);
    Dataset<Row> mapped = persons.completed(rows);
    LineMoney money = new LineMoney(settings, mapped.schema());
    Identifiers ids = new Identifiers(source, settings.quality(), mapped.schema());
    // Columns that need no other new one come in one step: Spark analyses each step anew.
    Dataset<Row> texts =
        mapped
            .withColumns(
                columns(
                    "key_order_id", ids.of("order_id"),
                    "customer_text", ids.of("customer_id"),
                    "key_line_id", ids.of("line_id"),
                    "key_product_id", ids.of("product_id"),
                    "key_category", logical.text("category"),
                    "key_coupon", logical.text("coupon_code"),
                    "own_status", status(),
                    "own_currency", currency(),
                    "instant", logical.tried("ordered_at", "timestamp"),
                    "updated", unix_micros(logical.tried("updated_at", "timestamp")),
                    "source_file", file(mapped),
                    "line_hash", hash(),
                    "id_fault", coalesce(ids.fault("order_id"), ids.fault("customer_id"))))
            .withColumns(money.stated());
    Dataset<Row> known =
        texts.withColumns(
            columns(
                "key_customer_id",
                when(not(ids.isNobody(col("customer_text"))), persons.person()),
                "line_day",
                to_date(col("instant")),
                "order_key",
                orderKey(),
                "own_kind",
                money.ownKind(),
                "has_coupon",
                source.maps("coupon_code")
                    ? col("key_coupon").isNotNull()
                    : lit(null).cast(DataTypes.BooleanType),
                "status_word",
                col("own_status"),
                "currency_word",
                col("own_currency")));
    return money
        .valued(known)
        .withColumns(columns("kind", kind(), "line_reason", lineReason(money)));
  }

  static Map<String, Column> columns(Object... namesAndColumns) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int index = 0; index < namesAndColumns.length; index += 2) {
      columns.put((String) namesAndColumns[index], (Column) namesAndColumns[index + 1]);
    }
    return columns;
  }

  /** Letters other than those of ASCII stay as they are where no cancelled status has one. */
  private Column status() {
    return LogicalText.smallLetters(logical.text("status"));
  }

  /** Nearly all lines are written alike: most are decided before a letter is changed. */
  private Column currency() {
    Column given = logical.text("currency");
    return when(given.equalTo(settings.shop().currency()), given).otherwise(upper(given));
  }

  /** A number for the file a row stands in; null where no file of the shop's is an export. */
  private static Column file(Dataset<Row> mapped) {
    return Arrays.asList(mapped.columns()).contains(SourceSettings.SOURCE_FILE)
        ? col(SourceSettings.SOURCE_FILE)
        : lit(null).cast(DataTypes.LongType);
  }

  /** Returns whether what becomes of an order may depend on the files that its lines stand in. */
  static boolean asksForFiles(Settings settings) {
    return settings.sources().orders().tellsFiles()
        && (settings.sources().knowsVersions()
            ? !settings.sources().hasVersionsOfLines()
            : !settings.sources().orders().maps("line_id"));
  }

  /** Returns whether an order may stand twice without a sign of it. */
  static boolean mayStandTwice(Settings settings) {
    return asksForFiles(settings) && !settings.sources().knowsVersions();
  }

  /** A number for all that a line says. */
  private Column hash() {
    return mayStandTwice(settings)
        ? xxhash64(source.columns().keySet().stream().map(name -> col(name)).toArray(Column[]::new))
        : lit(null).cast(DataTypes.LongType);
  }

  /** Zero, or null without lines, where every line of an order is there an even number of times. */
  static Column evenness() {
    return bit_xor(col("line_hash"));
  }

  private Column lineReason(LineMoney money) {
    Column earliest = lit(settings.quality().earliest()).cast("timestamp");
    Column reason =
        when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
            .when(col("key_order_id").isNull(), RowClass.NO_ORDER_ID)
            .when(col("id_fault").isNotNull(), col("id_fault"))
            .when(col("instant").isNull(), RowClass.NO_TIME)
            .when(col("instant").lt(earliest), RowClass.IMPOSSIBLE_DATE);
    return settings.sources().knowsMoney()
        ? reason.when(money.isMissing(), RowClass.NO_AMOUNT)
        : reason;
  }

  /**
   * Lines that no order can be looked up for are dealt over a few keys, so that a source of mostly
   * filtered rows does not end up in one task. A filtered line still says that older ones are old.
   */
  private Column orderKey() {
    Column salt = pmod(xxhash64(col("instant"), col("customer_text"), col("exact")), lit(SALTS));
    return when(belongs(settings), col("key_order_id"))
        .otherwise(concat(lit(NO_ORDER), salt.cast("string")));
  }

  /** Holds for rows that the verdict on others of the same order may depend on. */
  static Column belongs(Settings settings) {
    Column hasOrder = col("key_order_id").isNotNull();
    return settings.sources().knowsVersions() ? hasOrder : col("kept").and(hasOrder);
  }

  /** Holds for lines that stand together under the id of their order. */
  static Column isOfOrder() {
    return not(col("order_key").startsWith(NO_ORDER));
  }

  /** What a line does to its order, by {@code status_word} and {@code own_kind}. */
  Column kind() {
    return when(coalesce(isCancelled(), lit(false)), CANCELLED).otherwise(col("own_kind"));
  }

  private Column isCancelled() {
    List<String> cancelled = List.copyOf(settings.quality().cancelledStatuses());
    return LogicalText.isAmong(col("status_word"), cancelled);
  }
}
