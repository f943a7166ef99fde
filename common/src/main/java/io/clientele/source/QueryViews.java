package io.clientele.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.catalog.TemporaryViewRelation;
import scala.Option;

/**
 * The names a query may use while it is analysed; views of the same name come back on closing.
 *
 * <p>An analysed query no longer needs them, so two sources may both call an input {@code lines}.
 */
final class QueryViews implements AutoCloseable {
  private final SparkSession spark;
  private final Map<String, Option<TemporaryViewRelation>> before = new LinkedHashMap<>();

  QueryViews(SparkSession spark) {
    this.spark = spark;
  }

  /** Lets the query read the rows under a name. */
  void add(String name, Dataset<Row> rows) {
    before.put(name, catalog().getRawTempView(name));
    rows.createOrReplaceTempView("`" + name + "`");
  }

  @Override
  public void close() {
    before.forEach(
        (name, view) -> {
          if (view.isDefined()) {
            catalog().createTempView(name, view.get(), true);
          } else {
            catalog().dropTempView(name);
          }
        });
  }

  private SessionCatalog catalog() {
    return ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().catalog();
  }
}
