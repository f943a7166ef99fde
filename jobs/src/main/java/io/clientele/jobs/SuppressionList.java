package io.clientele.jobs;

import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.TableColumn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Who is kept out of every ingest. Ids are written as hashes alone. */
final class SuppressionList {
  private static final int SALT_BYTES = 32;

  private final Run run;
  private final String salt;

  SuppressionList(Run run) {
    this.run = run;
    this.salt =
        stored().select(ForgottenCustomers.SALT).limit(1).collectAsList().stream()
            .map(row -> row.getString(0))
            .findFirst()
            .orElseGet(SuppressionList::newSalt);
  }

  /** Returns the hashes of these people that are not on the list. */
  List<String> missing(Collection<String> ids) {
    List<String> hashes = ids.stream().map(this::hash).toList();
    Dataset<Row> asked =
        run.spark().createDataset(hashes, Encoders.STRING()).toDF(ForgottenCustomers.CUSTOMER_HASH);
    return asked
        .join(
            stored().select(ForgottenCustomers.CUSTOMER_HASH),
            new String[] {ForgottenCustomers.CUSTOMER_HASH},
            "left_anti")
        .as(Encoders.STRING())
        .collectAsList();
  }

  /**
   * Puts people on the list; those on it stay as they are.
   *
   * @return rows written
   */
  long add(Collection<String> missing) {
    List<Row> rows =
        missing.stream()
            .map(
                hash ->
                    Map.<String, Object>of(
                        ForgottenCustomers.CUSTOMER_HASH,
                        hash,
                        ForgottenCustomers.SALT,
                        salt,
                        ForgottenCustomers.FORGOTTEN_ON,
                        run.asOf()))
            .map(
                values ->
                    RowFactory.create(
                        ForgottenCustomers.SCHEMA.columns().stream()
                            .map(TableColumn::name)
                            .map(values::get)
                            .toArray()))
            .toList();
    Dataset<Row> added =
        run.spark()
            .createDataFrame(rows, ForgottenCustomers.SCHEMA.structType(run.settings().money()));
    // One table replaced as a whole: two of these at once cannot leave two salts.
    return run.tables()
        .replaceAll(
            ForgottenCustomers.SCHEMA,
            stored().unionByName(added).orderBy(ForgottenCustomers.CUSTOMER_HASH).coalesce(1));
  }

  private Dataset<Row> stored() {
    return run.tables().read(ForgottenCustomers.SCHEMA);
  }

  private String hash(String id) {
    try {
      byte[] salted = (salt + ":" + id).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
