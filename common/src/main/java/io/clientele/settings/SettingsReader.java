package io.clientele.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.clientele.failure.ClienteleException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a configuration: overrides over a file over the defaults of {@code reference.conf}. */
public final class SettingsReader {
  /** The languages whose numbers can be written. */
  private static final Set<Locale> KNOWN = Set.of(NumberFormat.getAvailableLocales());

  private SettingsReader() {}

  /**
   * Reads everything there is and keeps every problem for later.
   *
   * @param file the user's file; empty: defaults and overrides alone
   * @param overrides value by key, as typed after {@code --set}
   * @throws ClienteleException with exit code 2 where the file cannot be read
   */
  public static SettingsReading read(Optional<Path> file, Map<String, String> overrides) {
    String home = file.map(Path::toString).orElse("no configuration file");
    Config defaults = ConfFile.defaults();
    Findings findings = new Findings(home, ConfFile.keys(defaults));
    Config merged;
    try {
      Config layer = ConfFile.overrides(overrides, findings);
      Stream<Config> written = file.map(ConfFile::parsed).stream();
      merged =
          ConfFile.merged(
              Stream.of(Stream.of(layer), written, Stream.of(defaults))
                  .flatMap(layers -> layers)
                  .toList());
    } catch (ConfigException failure) {
      return SettingsReading.unparsed(fault(failure, home));
    }
    return read(Section.root(merged.root(), findings), findings);
  }

  private static SettingsReading read(Section root, Findings findings) {
    Section shopSection = root.section("shop");
    ShopSettings shop = ShopReader.read(shopSection);
    Section identitySection = root.section("identity");
    List<String> keys = IdentityReader.keys(identitySection);
    Optional<SourcesSettings> sources = SourcesReader.read(root.section("source"), keys);
    Section phones = root.section("delivery").section("phone").section("countries");
    IdentitySettings identity =
        IdentityReader.read(
            identitySection, keys, IdentityReader.phones(shopSection, phones), sources);
    QualitySettings quality = QualityReader.read(root.section("quality"));
    FamiliesSettings families =
        FamiliesReader.read(root.section("families"), custom(root, sources));
    JudgeSettings judge = judge(root.section("judge"));
    SegmentsSettings segments = segments(root.section("segments"));
    WarehouseSettings warehouse = warehouse(root.section("warehouse"));
    MaintenanceSettings maintenance = MaintenanceReader.read(root.section("maintenance"));
    ReportSettings report = report(root.section("report"));
    PlaybookSettings playbook = PlaybookReader.read(root.section("playbook"));
    findings.refuseUnknownKeys();
    Optional<Settings> settings =
        sources
            .filter(present -> findings.problems().isEmpty())
            .map(
                present ->
                    new Settings(
                        shop,
                        present,
                        identity,
                        quality,
                        families,
                        segments,
                        judge,
                        warehouse,
                        maintenance,
                        report,
                        playbook,
                        Map.of()))
            .map(SettingsReader::fingerprinted);
    return new SettingsReading(
        findings,
        sources,
        shopSection.sound("time-zone") ? Optional.of(shop.timeZone()) : Optional.empty(),
        settings);
  }

  /** Custom segments may read what customers are mapped with, once that is known. */
  private static CustomReader custom(Section root, Optional<SourcesSettings> sources) {
    Optional<Set<String>> mapped =
        sources
            .filter(present -> root.sound("source"))
            .map(
                present ->
                    present.customers().map(source -> source.columns().keySet()).orElse(Set.of()));
    return new CustomReader(mapped);
  }

  private static Settings fingerprinted(Settings settings) {
    return new Settings(
        settings.shop(),
        settings.sources(),
        settings.identity(),
        settings.quality(),
        settings.families(),
        settings.segments(),
        settings.judge(),
        settings.warehouse(),
        settings.maintenance(),
        settings.report(),
        settings.playbook(),
        Fingerprints.of(settings));
  }

  private static SegmentsSettings segments(Section section) {
    return new SegmentsSettings(section.text("control-salt"), section.flag("insights"));
  }

  private static ReportSettings report(Section section) {
    String tag = section.text("language");
    Locale language = Locale.forLanguageTag(tag);
    boolean isKnown = !language.getLanguage().isEmpty() && KNOWN.contains(language);
    if (section.sound("language") && !isKnown) {
      section.problem(
          "language", "is " + tag, "needs a language tag such as en, en-GB, de or fr-CA");
    }
    return new ReportSettings(section.flag("enabled"), section.optionalText("folder"), language);
  }

  private static JudgeSettings judge(Section section) {
    return new JudgeSettings(
        section.whole("snapshots", Limits.atLeast(1)),
        section.whole("every-days", Limits.atLeast(1)),
        section.optionalWhole("horizon-days", Limits.atLeast(1)),
        section.whole("min-history-days", Limits.atLeast(1)),
        section.optionalText("truth"));
  }

  private static WarehouseSettings warehouse(Section section) {
    return new WarehouseSettings(
        section.text("path"),
        section.choice("format", WarehouseFormat.class),
        section.optionalText("database"),
        section.whole("whole-below-mib", Limits.atLeast(0)));
  }

  private static Problem fault(ConfigException failure, String home) {
    boolean placed = failure.origin() != null && failure.origin().filename() != null;
    String where =
        placed ? failure.origin().filename() + ":" + failure.origin().lineNumber() : home;
    String message = String.valueOf(failure.getMessage()).strip();
    String what = placed ? message.replaceFirst("^.*?: \\d+: ", "") : message;
    return new Problem(
        "syntax", where, what.lines().toList().get(0), "see conf/reference.conf for the form");
  }
}
