package io.clientele.quality;

import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.schema.Money;
import io.clientele.schema.OrderProducts;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.storage.StorageLevel;

/**
 * A whole orders source, summed by order while it is read: what {@link OrderRules#classified} and
 * {@link OrderBook} would give, at about half the cost.
 *
 * <p>Lines that are filtered or refused for themselves are summed by their verdict. Most orders of
 * the others are beyond doubt: all lines say the same of customer, status and currency, which has a
 * rate; no line id stands twice, nothing came back on a later day, and there is neither discount
 * nor refund of the whole order. They need no line beside another, and a hash aggregate sums them
 * up. Only orders in doubt are classified line by line. Holds the sums and those lines until it is
 * closed.
 */
public final class OrderSums implements AutoCloseable {
  private static final String IN_DOUBT = "in_doubt";
  static final String ORDER_KEY = "order_key";

  /** The verdict on a line that no other line can change; null for one to be looked at. */
  static final String ALONE = "alone";

  private static final String TAKEN = "taken_";

  /** Of what only tells whether an order is in doubt. */
  static final String TOLD = "told_";

  private static final int WORDS = 4;
  private static final int BITS = 64;

  /** As many as tell the places apart. */
  private static final int PLACE_BITS = 8;

  private final OrderBook book;
  private final PersonColumns persons;
  private final Settings settings;
  private final Money money;
  private final boolean areExact;
  private final Dataset<Row> lines;
  private final Dataset<Row> summed;
  private final SeveralSums several;
  private final Dataset<Row> doubtful;
  private final Dataset<Row> sound;
  private final Dataset<Row> classified;

  private OrderSums(Settings settings, Dataset<Row> mapped) {
    this.settings = settings;
    this.book = new OrderBook(settings);
    this.persons = new PersonColumns(settings);
    this.money = settings.money();
    this.areExact = new LineMoney(settings, mapped.schema()).areExact();
    this.lines = alone(new OrderLines(settings).of(mapped));
    this.summed = kept(summed(mapped));
    this.several = SeveralSums.among(summed);
    this.doubtful = kept(doubtful());
    OrderRules rules = new OrderRules(settings);
    // Counted, Spark knows how few they are, and sends them to the lines, not the lines to them.
    if (doubtful.count() == 0) {
      this.sound = summed;
      this.classified = rules.verdicts(lines.limit(0));
    } else {
      Dataset<Row> looked = alone(new OrderLines(settings).of(rules.under(mapped, doubtful)));
      rules.requireOneVersionAFile(looked);
      this.sound = summed.join(doubtful, new String[] {ORDER_KEY}, "left_anti");
      this.classified = kept(rules.verdicts(looked));
    }
  }

  /**
   * Reads the source.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the orders source
   */
  public static OrderSums of(Settings settings, Dataset<Row> mapped) {
    return new OrderSums(settings, mapped);
  }

  /** Returns what {@link OrderBook#totals} gives of all lines. */
  public Dataset<Row> totals() {
    Column rowClass =
        when(col(ALONE).isNotNull(), col(ALONE))
            .when(col("customer_id").isNull(), RowClass.GUESTS)
            .otherwise(RowClass.ACCEPTED);
    List<Column> sums = new ArrayList<>(List.of(sum(col("lines")).as("lines")));
    if (!areExact) {
      sums.add(sum(col("exact")).as("exact"));
      sums.add(sum(col("converted")).as("converted"));
    }
    sums.add(sum(col("units")).as("units"));
    Dataset<Row> ofSound = book.totalled(sound.withColumn("row_class", rowClass), sums);
    Dataset<Row> ofAll = withAmounts(ofSound).unionByName(book.totals(classified));
    List<Column> all =
        Stream.concat(
                Stream.of("lines", "exact", "converted", "units")
                    .map(name -> sum(col(name)).as(name)),
                OrderFinding.sums(settings).stream())
            .toList();
    return ofAll
        .groupBy(col("row_class"), col("status"), col("currency"), col("nobody"))
        .agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new));
  }

  /** Of a few sums of units the amounts are told, where those of every line would say no more. */
  private Dataset<Row> withAmounts(Dataset<Row> ofSound) {
    if (!areExact) {
      return ofSound;
    }
    Column amount =
        col("units")
            .cast("decimal(20,0)")
            .multiply(lit(BigDecimal.ONE.movePointLeft(money.scale())));
    return ofSound.withColumns(OrderLines.columns("exact", amount, "converted", amount));
  }

  /** Returns the rows of the orders table. */
  public Dataset<Row> orders() {
    return book.asOrders(sound.filter(col(ALONE).isNull())).union(book.orders(classified));
  }

  /** Returns the rows of the order_products table. */
  public Dataset<Row> products() {
    Dataset<Row> bought =
        lines
            .filter(col("kind").equalTo(OrderLines.POSITIVE).and(col(ALONE).isNull()))
            // A guest order may be somebody's where people are joined.
            .filter(lit(settings.joinsPeople()).or(col("key_customer_id").isNotNull()))
            .select(col(ORDER_KEY), col("key_product_id"), col("key_category"), col("units"));
    Dataset<Row> orders =
        sound
            .filter(col(ALONE).isNull().and(col("customer_id").isNotNull()))
            .select(col(ORDER_KEY), col("customer_id"), col("order_instant"));
    return bought
        .join(orders, new String[] {ORDER_KEY}, "inner")
        .select(
            col(ORDER_KEY).as(OrderProducts.ORDER_ID),
            col("customer_id").as(OrderProducts.CUSTOMER_ID),
            col("order_instant").as(OrderProducts.ORDERED_AT),
            col("key_product_id").as(OrderProducts.PRODUCT_ID),
            col("key_category").as(OrderProducts.CATEGORY),
            col("units").as(OrderProducts.GROSS_UNITS))
        .union(book.products(classified));
  }

  /** Returns the lines of the orders in doubt with their verdicts, as the rules give them. */
  public Dataset<Row> classified() {
    return classified;
  }

  /**
   * Returns the lines refused for themselves that belong to no order in doubt, as {@link
   * OrderRules#rejected} gives the others.
   */
  public Dataset<Row> refusedAlone() {
    return lines
        .filter(RowClass.isRejection(col(ALONE)))
        .join(doubtful, new String[] {ORDER_KEY}, "left_anti")
        .withColumns(OrderRules.asStated(settings, lines))
        .select(
            col(ALONE).as("row_class"),
            col("key_order_id"),
            col("stated_customer"),
            col("row"),
            col("stated_time"),
            col("stated_amount"));
  }

  /** Returns the id of an order with a finding; empty where none has it. */
  public Optional<String> example(OrderFinding finding) {
    String[] columns = {ORDER_KEY, finding.counted()};
    return OrderBook.example(
        sound.select(columns[0], columns[1]).union(classified.select(columns[0], columns[1])),
        finding);
  }

  @Override
  public void close() {
    classified.unpersist();
    doubtful.unpersist();
    several.close();
    summed.unpersist();
  }

  private static Dataset<Row> alone(Dataset<Row> lines) {
    return lines.withColumn(
        ALONE, when(not(col("kept")), RowClass.FILTERED).otherwise(col("line_reason")));
  }

  /** The orders in doubt: those whose own lines say so, and those of more than one sum. */
  private Dataset<Row> doubtful() {
    Dataset<Row> unsound = summed.filter(col(IN_DOUBT)).select(col(ORDER_KEY));
    return several.areNone() ? unsound.distinct() : unsound.union(several.keys()).distinct();
  }

  private Dataset<Row> summed(Dataset<Row> mapped) {
    Column isForgotten = col("kept").and(Suppression.isForgotten(lines));
    Column isOpen = col(ALONE).isNull();
    Column hasNoRate = isOpen.and(col("rate").isNull());
    List<Column> sums = new ArrayList<>(Arrays.asList(book.sums(count(lit(1)))));
    sums.add(min(col("instant")).as("order_instant"));
    if (!areExact) {
      sums.add(sum(col("exact")).as("exact"));
      // Without rates they are the same, and Spark then sums them up once.
      boolean hasRates = !settings.shop().rates().isEmpty();
      sums.add(sum(col(hasRates ? "converted" : "exact")).as("converted"));
    }
    sums.add(sum(col("units")).as("units"));
    sums.add(max(isForgotten.or(hasNoRate)).as(TOLD + "unsound"));
    OrderDoubts doubts = new OrderDoubts(settings);
    sums.addAll(doubts.sums());
    persons
        .sums(value -> value, aggregate -> aggregate)
        .forEach((name, sum) -> sums.add(sum.as(name)));
    // A line without an order may be a forgotten customer's; nothing else of it is in doubt.
    Column isInDoubt = doubts.holds();
    if (settings.sources().orders().maps("line_id")) {
      Column number = number(mapped);
      sums.add(count(number).as(TOLD + "line_ids"));
      Column repeats =
          fewerPlaces(sums, place(number), TAKEN)
              .and(fewerPlaces(sums, place(shiftright(number, PLACE_BITS)), "also_" + TAKEN));
      // Lines refused for themselves are nobody's duplicates, but may be older versions.
      boolean hasVersions = settings.sources().knowsVersions();
      isInDoubt = isInDoubt.or(hasVersions ? repeats : isOpen.and(repeats));
    }
    isInDoubt = col(TOLD + "unsound").or(OrderLines.isOfOrder().and(isInDoubt));
    Column customer =
        settings.joinsPeople()
            ? coalesce(col("named_customer"), persons.guest())
            : when(not(isNobody(mapped)), col("customer_text"));
    List<Column> groups = new ArrayList<>();
    List.of(ORDER_KEY, "customer_text", "own_status", "own_currency", ALONE)
        .forEach(name -> groups.add(col(name)));
    if (settings.joinsPeople()) {
      // Whose the customer id is: it makes no more groups.
      groups.add(when(isOpen, col("key_customer_id")).as("named_customer"));
    }
    Dataset<Row> told =
        lines
            // A line without an order belongs to nobody's.
            .withColumns(
                OrderLines.columns(
                    "customer_text", when(isOpen, col("customer_text")),
                    "own_status", when(isOpen, col("own_status")),
                    "own_currency", when(isOpen, col("own_currency"))))
            .groupBy(groups.toArray(Column[]::new))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
            .withColumn("customer_id", when(isOpen, customer))
            .withColumn(IN_DOUBT, isInDoubt)
            .withColumns(doubts.findings())
            .withColumn("coupons", doubts.coupons());
    // What told whether an order is in doubt is not kept at hand.
    Column[] kept =
        Arrays.stream(told.columns())
            .filter(name -> !name.startsWith(TOLD) && !name.contains(TAKEN))
            .map(name -> col(name))
            .toArray(Column[]::new);
    return OrderBook.told(told.select(kept));
  }

  private Column isNobody(Dataset<Row> mapped) {
    return new Identifiers(settings.sources().orders(), settings.quality(), mapped.schema())
        .isNobody(col("customer_text"));
  }

  /** Holds where the line ids of an order take fewer places than there are: adds what tells it. */
  private static Column fewerPlaces(List<Column> sums, Column place, String name) {
    Column places = lit(0);
    for (int word = 0; word < WORDS; word++) {
      sums.add(taken(place, word).as(name + word));
      places = places.plus(bit_count(coalesce(col(name + word), lit(0L))));
    }
    return places.lt(col(TOLD + "line_ids"));
  }

  /** A number for a line's id: lines of one id have the same. Null without an id. */
  private static Column number(Dataset<Row> mapped) {
    boolean isWhole = mapped.schema().apply("line_id").dataType() instanceof IntegralType;
    return isWhole
        ? col("line_id").cast(DataTypes.LongType)
        : when(col("key_line_id").isNotNull(), xxhash64(col("key_line_id")));
  }

  /**
   * The place of a number among a few, by its last digits: no two share one where ids are counted
   * up. Of a dozen ids that are not, some share a place in 23% of all orders, and by the digits
   * before these as well in 5%.
   */
  private static Column place(Column number) {
    return pmod(number, lit((long) WORDS * BITS)).cast(DataTypes.IntegerType);
  }

  /** The places taken of the 64 in a word, as bits. */
  private static Column taken(Column place, int word) {
    Column bit = call_function("shiftleft", lit(1L), place.minus(word * BITS));
    return bit_or(when(place.geq(word * BITS).and(place.lt((word + 1) * BITS)), bit).otherwise(0L));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }
}
