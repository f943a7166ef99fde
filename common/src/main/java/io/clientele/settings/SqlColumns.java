package io.clientele.settings;

import java.util.List;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;

/** Which columns a mapped expression reads. */
public final class SqlColumns {

  private SqlColumns() {}

  /** Returns the columns, each once and in its parts, as written; the expression must parse. */
  public static List<List<String>> of(String sql) {
    return SqlText.columns(CatalystSqlParser$.MODULE$.parseExpression(sql)).stream()
        .distinct()
        .toList();
  }
}
