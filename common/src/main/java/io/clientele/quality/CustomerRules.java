package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Customers;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The row rules of the customers source, and the rows of the customers table. */
public final class CustomerRules {
  private static final Set<String> NAMED =
      Set.of("customer_id", "registered_at", "email", "country", "consent");

  private final SourceSettings source;
  private final QualitySettings quality;
  private final LogicalText logical;

  /** Applies the rules to a customers source. */
  public CustomerRules(SourceSettings source, QualitySettings quality) {
    this.source = source;
    this.quality = quality;
    this.logical = new LogicalText(source);
  }

  /** Returns every source row with its verdict in {@code row_class}; one exchange by customer. */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    Identifiers ids = new Identifiers(source, quality, mapped.schema());
    List<Column> ordering = new ArrayList<>();
    ordering.add(col("instant").asc_nulls_last());
    source.columns().keySet().forEach(name -> ordering.add(col(name).asc_nulls_first()));
    return mapped
        .withColumn("key_customer_id", ids.customer())
        .withColumn("instant", logical.tried("registered_at", "timestamp"))
        .withColumn("id_fault", ids.fault("customer_id"))
        .withColumn(
            "is_counted",
            col("kept")
                .and(Suppression.isForgotten(mapped).equalTo(false))
                .and(col("key_customer_id").isNotNull())
                .and(col("id_fault").isNull()))
        .withColumn(
            "customer_rank",
            row_number()
                .over(
                    Window.partitionBy(col("key_customer_id"), col("is_counted"))
                        .orderBy(ordering.toArray(Column[]::new))))
        .withColumn(
            "row_class",
            when(col("kept").equalTo(false), RowClass.FILTERED)
                .when(Suppression.isForgotten(mapped), RowClass.FORGOTTEN)
                .when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
                .when(col("id_fault").isNotNull(), col("id_fault"))
                .when(col("key_customer_id").isNull(), RowClass.NO_CUSTOMER_ID)
                .when(col("customer_rank").gt(1), RowClass.DUPLICATE_CUSTOMER)
                .otherwise(RowClass.ACCEPTED));
  }

  /** Returns the rows of the customers table, where every account is a person. */
  public Dataset<Row> customers(Dataset<Row> classified) {
    return accounts(classified, col("key_customer_id")).drop("key_customer_id");
  }

  private Dataset<Row> accounts(Dataset<Row> classified, Column person) {
    return classified
        .filter(col("row_class").equalTo(RowClass.ACCEPTED))
        .select(
            person.as(Customers.CUSTOMER_ID),
            col("instant").as(Customers.REGISTERED_AT),
            logical.text("email").as(Customers.EMAIL),
            logical.text("country").as(Customers.COUNTRY),
            logical.tried("consent", "boolean").as(Customers.CONSENT),
            attributes().as(Customers.ATTRIBUTES),
            col("key_customer_id"));
  }

  /**
   * Returns the rows of the customers table where accounts are joined: one per person, registered
   * when their first account was. Address, country and attributes are those of the account that has
   * the person's id, else of the one registered first; who has said no on any account has not
   * agreed.
   */
  public Dataset<Row> people(Dataset<Row> classified, IdentityLinks links) {
    WindowSpec person = Window.partitionBy(col(Customers.CUSTOMER_ID));
    WindowSpec leading =
        person.orderBy(
            col("key_customer_id").equalTo(col(Customers.CUSTOMER_ID)).desc(),
            col(Customers.REGISTERED_AT).asc_nulls_last(),
            col("key_customer_id").asc());
    return accounts(links.withPerson(classified), col(IdentityLinks.OWNER))
        .withColumn("place", row_number().over(leading))
        .withColumn(Customers.CONSENT, min(col(Customers.CONSENT)).over(person))
        .withColumn("first", min(col(Customers.REGISTERED_AT)).over(person))
        .withColumn(Customers.REGISTERED_AT, col("first"))
        .filter(col("place").equalTo(1))
        .drop("place", "first", "key_customer_id");
  }

  /** Returns the word for consent of accepted rows, in small letters; null of all others. */
  public Column consent() {
    Column isAccepted = col("row_class").equalTo(RowClass.ACCEPTED);
    return when(isAccepted, LogicalText.smallLetters(logical.text("consent")));
  }

  /** Holds for accepted rows with a key of a person that cannot be read. */
  public Column hasUnreadableKey(Dataset<Row> classified) {
    return List.of(classified.columns()).contains(PersonColumns.UNREADABLE)
        ? col("row_class").equalTo(RowClass.ACCEPTED).and(col(PersonColumns.UNREADABLE))
        : lit(false);
  }

  private Column attributes() {
    List<Column> entries = new ArrayList<>();
    for (String name : source.columns().keySet()) {
      if (!NAMED.contains(name)) {
        entries.add(lit(name));
        entries.add(logical.text(name));
      }
    }
    Column attributes = map(entries.toArray(Column[]::new)).cast("map<string,string>");
    return map_filter(attributes, (name, value) -> value.isNotNull());
  }
}
