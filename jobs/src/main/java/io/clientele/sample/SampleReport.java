package io.clientele.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was generated.
 *
 * @param tables rows and place of each table, by name, in the order written
 * @param planted bad rows by reason, named as the row rules name them; empty for a clean shop
 */
public record SampleReport(Map<String, Written> tables, Map<String, Long> planted) {

  /** Keeps its own copies, in order. */
  public SampleReport {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    planted = Collections.unmodifiableMap(new LinkedHashMap<>(planted));
  }

  /**
   * One table of the shop.
   *
   * @param rows how many rows it has
   * @param path where it is
   */
  public record Written(long rows, String path) {}
}
