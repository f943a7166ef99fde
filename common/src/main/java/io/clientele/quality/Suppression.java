package io.clientele.quality;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.trim;

import io.clientele.schema.ForgottenCustomers;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tells the row rules which source rows name somebody who is to be forgotten, by one column more;
 * where nobody is, rows stay as they are and cost nothing.
 */
public final class Suppression {
  /** With blanks: attributes of customers and keys of a person have none. */
  private static final String IS_FORGOTTEN = "is forgotten";

  private static final String FORGOTTEN_HASH = "forgotten hash";
  private static final String OLDER_HASH = "older hash";
  private static final String NAMES_FORGOTTEN = "names forgotten";
  private static final int BITS = 256;

  private final Dataset<Row> hashes;
  private final List<String> salts;
  private final QualitySettings quality;

  private Suppression(Dataset<Row> hashes, List<String> salts, QualitySettings quality) {
    this.quality = quality;
    this.hashes = hashes;
    this.salts = List.copyOf(salts);
  }

  /** Reads the list's salt; the list itself is read with the rows. */
  public static Suppression of(Dataset<Row> forgottenCustomers, QualitySettings quality) {
    return new Suppression(
        forgottenCustomers
            .select(col(ForgottenCustomers.CUSTOMER_HASH).as(FORGOTTEN_HASH))
            .distinct(),
        forgottenCustomers.select(ForgottenCustomers.SALT).limit(1).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList(),
        quality);
  }

  /**
   * Returns this list with accounts of people on it that came up later.
   *
   * @param accounts {@code key_customer_id}
   */
  public Suppression with(Dataset<Row> accounts) {
    return new Suppression(
        hashes
            .union(accounts.select(hash(col("key_customer_id")).as(FORGOTTEN_HASH)))
            .distinct()
            .localCheckpoint(),
        salts,
        quality);
  }

  /**
   * Marks rows by their own customer, by the keys of a person that they state, and rows of the
   * identity source by the person they name too. A row without a customer is of the guest whom its
   * first key makes.
   *
   * @param mapped rows of {@link io.clientele.source.SourceReader} for the source, or of {@link
   *     IdentityLinks#marked}
   */
  public Dataset<Row> marked(Dataset<Row> mapped, SourceSettings source) {
    if (salts.isEmpty()) {
      return mapped;
    }
    // The list may hold an id as it was read before ids were made alike.
    Identifiers ids = new Identifiers(source, quality, mapped.schema());
    Column id = coalesce(ids.customer(), PersonColumns.guestOf(mapped));
    Column before = nullif(trim(col("customer_id").cast("string")), lit(""));
    Dataset<Row> older = hashes.withColumnRenamed(FORGOTTEN_HASH, OLDER_HASH);
    Dataset<Row> marked =
        mapped
            .join(broadcast(hashes), hash(id).equalTo(col(FORGOTTEN_HASH)), "left_outer")
            .join(broadcast(older), hash(before).equalTo(col(OLDER_HASH)), "left_outer")
            .withColumn(
                IS_FORGOTTEN, col(FORGOTTEN_HASH).isNotNull().or(col(OLDER_HASH).isNotNull()))
            .drop(FORGOTTEN_HASH, OLDER_HASH);
    for (String key : PersonColumns.hashesOf(mapped)) {
      marked =
          marked
              .join(broadcast(hashes), hash(col(key)).equalTo(col(FORGOTTEN_HASH)), "left_outer")
              .withColumn(IS_FORGOTTEN, col(IS_FORGOTTEN).or(col(FORGOTTEN_HASH).isNotNull()))
              .drop(FORGOTTEN_HASH);
    }
    return source.maps("person_id")
        ? marked
            .join(
                broadcast(hashes),
                hash(ids.of("person_id")).equalTo(col(FORGOTTEN_HASH)),
                "left_outer")
            .withColumn(NAMES_FORGOTTEN, col(FORGOTTEN_HASH).isNotNull())
            .drop(FORGOTTEN_HASH)
        : marked;
  }

  /**
   * Returns rows of people who are not to be forgotten.
   *
   * @param id the column with their id
   */
  public Dataset<Row> without(Dataset<Row> people, String id) {
    return salts.isEmpty()
        ? people
        : people.join(broadcast(hashes), hash(col(id)).equalTo(col(FORGOTTEN_HASH)), "left_anti");
  }

  private Column hash(Column id) {
    return sha2(concat(lit(salts.get(0) + ":"), id).cast("binary"), BITS);
  }

  /** Returns whether nobody is to be forgotten. */
  public boolean isEmpty() {
    return salts.isEmpty();
  }

  /** Holds for rows of the identity source that give an account to somebody forgotten. */
  static Column namesForgotten(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains(NAMES_FORGOTTEN)
        ? col(NAMES_FORGOTTEN)
        : lit(false);
  }

  /** Returns the columns that tell it: one, or none where the rows are not marked. */
  static List<String> columns(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains(IS_FORGOTTEN) ? List.of(IS_FORGOTTEN) : List.of();
  }

  /** Holds for rows that are marked themselves. */
  static Column isForgotten(Dataset<Row> rows) {
    return columns(rows).isEmpty() ? lit(false) : coalesce(col(IS_FORGOTTEN), lit(false));
  }
}
