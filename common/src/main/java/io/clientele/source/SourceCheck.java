package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.settings.Problem;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Whether the sources are there and their mappings fit them; reads schemas, not rows. */
public final class SourceCheck {
  private final SourceReader reader;

  /** Checks with a session, whose time zone is the shop's. */
  public SourceCheck(SparkSession spark) {
    this.reader = new SourceReader(spark);
  }

  /** Returns everything that is wrong with any of the sources; throws nothing of it. */
  public SourceFindings findings(SourcesSettings sources) {
    List<Problem> problems = new ArrayList<>();
    List<ClienteleException> missing = new ArrayList<>();
    Stream.of(Stream.of(sources.orders()), sources.customers().stream(), sources.events().stream())
        .flatMap(present -> present)
        .forEach(source -> add(source, problems, missing));
    return new SourceFindings(problems, missing);
  }

  private void add(
      SourceSettings source, List<Problem> problems, List<ClienteleException> missing) {
    Dataset<Row> raw;
    try {
      raw = reader.raw(source);
    } catch (ClienteleException failure) {
      missing.add(failure);
      return;
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      problems.add(MappingCheck.queryProblem(source, failure));
      return;
    }
    SourceLines lines = new SourceLines(source);
    List<Problem> wrong = lines.problems(raw);
    problems.addAll(wrong.isEmpty() ? new MappingCheck(source, lines.of(raw)).problems() : wrong);
  }
}
