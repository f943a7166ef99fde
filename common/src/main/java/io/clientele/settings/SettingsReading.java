package io.clientele.settings;

import io.clientele.failure.ClienteleException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What came of reading a configuration. */
public final class SettingsReading {
  private final List<Problem> problems;
  private final Set<String> askedKeys;
  private final Optional<SourcesSettings> sources;
  private final Optional<ZoneId> shopZone;
  private final Optional<Settings> settings;

  SettingsReading(
      Findings findings,
      Optional<SourcesSettings> sources,
      Optional<ZoneId> shopZone,
      Optional<Settings> settings) {
    this.problems = findings.problems();
    this.askedKeys = findings.askedKeys();
    this.sources = sources;
    this.shopZone = shopZone;
    this.settings = settings;
  }

  /** Returns the reading of a file that is no HOCON: that problem and nothing else. */
  static SettingsReading unparsed(Problem problem) {
    Findings findings = new Findings(problem.where(), Set.of());
    findings.add(problem);
    return new SettingsReading(findings, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns everything that is wrong, in the order of reading; empty where all is well. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Returns the sources as far as they could be read: tables told, expressions that parse; empty
   * where the orders' table is not told.
   */
  public Optional<SourcesSettings> sources() {
    return sources;
  }

  /** Returns the shop's time zone, if that could be read. */
  public Optional<ZoneId> shopZone() {
    return shopZone;
  }

  /**
   * Returns the settings.
   *
   * @throws ClienteleException with exit code 2 and the list of all problems, if there are any
   */
  public Settings settings() {
    Problems.raise(problems);
    return settings.orElseThrow();
  }

  /** Returns every key that the reader asked for. */
  Set<String> askedKeys() {
    return askedKeys;
  }
}
