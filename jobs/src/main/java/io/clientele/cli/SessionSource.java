package io.clientele.cli;

import java.time.ZoneId;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Where a Spark session comes from. */
@FunctionalInterface
interface SessionSource {

  /** Does work in a session whose days are those of the zone. */
  <T> T within(String name, ZoneId zone, Function<SparkSession, T> work);
}
