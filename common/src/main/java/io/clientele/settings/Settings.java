package io.clientele.settings;

import io.clientele.schema.Money;
import java.util.Map;

/**
 * The whole configuration, checked.
 *
 * @param shop the shop itself
 * @param sources where its tables are and how they map
 * @param identity how orders and accounts of one person are joined
 * @param quality the row rules and gates
 * @param families the segment families
 * @param segments what concerns the segment table as a whole
 * @param judge the backtest of segments
 * @param warehouse where the results go
 * @param maintenance how the warehouse is kept small
 * @param report the report for people
 * @param playbook what marketers do with each segment
 * @param fingerprints SHA-256 in hex of what a result depends on, never of paths or names: by
 *     family name for its models, and under {@link #WHOLE} for everything, under {@link #INGEST}
 *     for the input tables
 */
public record Settings(
    ShopSettings shop,
    SourcesSettings sources,
    IdentitySettings identity,
    QualitySettings quality,
    FamiliesSettings families,
    SegmentsSettings segments,
    JudgeSettings judge,
    WarehouseSettings warehouse,
    MaintenanceSettings maintenance,
    ReportSettings report,
    PlaybookSettings playbook,
    Map<String, String> fingerprints) {

  /** The fingerprint of the whole configuration. */
  public static final String WHOLE = "whole";

  /** The fingerprint of what the input tables depend on: the mapping and the row rules. */
  public static final String INGEST = "ingest";

  /** Keeps its own copy of the fingerprints. */
  public Settings {
    fingerprints = Map.copyOf(fingerprints);
  }

  /** Returns the same settings with other families; models stay keyed by what was configured. */
  public Settings with(FamiliesSettings others) {
    return new Settings(
        shop,
        sources,
        identity,
        quality,
        others,
        segments,
        judge,
        warehouse,
        maintenance,
        report,
        playbook,
        fingerprints);
  }

  /** Returns whether anything joins the orders or accounts of one person. */
  public boolean joinsPeople() {
    return !identity.guestsBy().isEmpty() || sources.identity().isPresent();
  }

  /** Returns how amounts are held. */
  public Money money() {
    return new Money(shop.moneyScale());
  }

  /** Returns the fingerprint that keys a family's models. */
  public String fingerprint(String family) {
    String fingerprint = fingerprints.get(family);
    if (fingerprint == null) {
      throw new IllegalArgumentException("No fingerprint for " + family);
    }
    return fingerprint;
  }
}
