package io.clientele.notebook;

import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.settings.SettingsReading;
import io.clientele.table.Storage;
import io.clientele.table.TablesOfDate;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The shop that a notebook looks at: its configuration, and its warehouse as of the newest complete
 * date. Nothing here writes.
 */
public final class Shop {
  /** The configuration file that scripts/notebook was started with. */
  static final String FILE = "CLIENTELE_NOTEBOOK_CONF";

  /** What overrides it: a key=value a line. */
  static final String OVERRIDES = "CLIENTELE_NOTEBOOK_SET";

  private final Path file;
  private final Map<String, String> overrides;
  private final Settings settings;
  private final TablesOfDate tables;

  private Shop(Path file, Map<String, String> overrides, Settings settings, TablesOfDate tables) {
    this.file = file;
    this.overrides = overrides;
    this.settings = settings;
    this.tables = tables;
  }

  /** Opens the shop that scripts/notebook was started for, in a Spark session of this process. */
  public static Shop open() {
    String conf = System.getenv(FILE);
    if (conf == null) {
      throw new IllegalStateException(
          FILE + " is not set: start this notebook by scripts/notebook");
    }
    return open(Path.of(conf), overrides(Optional.ofNullable(System.getenv(OVERRIDES)).orElse("")));
  }

  private static Shop open(Path file, Map<String, String> overrides) {
    // The kernel asks for every message there is, and of some of them Spark's compiler of generated
    // code dies as it writes them.
    Logger.getLogger("").setLevel(Level.INFO);
    Settings settings = SettingsReader.read(Optional.of(file), overrides).settings();
    SparkSession.Builder session =
        SparkSession.builder()
            .appName("clientele notebook")
            .config("spark.sql.session.timeZone", settings.shop().timeZone().getId())
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    Storage.sessionSettings().forEach(session::config);
    return new Shop(
        file, overrides, settings, TablesOfDate.newest(session.getOrCreate(), settings));
  }

  static Map<String, String> overrides(String lines) {
    Map<String, String> overrides = new LinkedHashMap<>();
    lines
        .lines()
        .filter(line -> line.contains("="))
        .map(line -> line.split("=", 2))
        .forEach(pair -> overrides.put(pair[0], pair[1]));
    return overrides;
  }

  /** Returns the newest complete date. */
  public LocalDate date() {
    return tables.date();
  }

  /** Returns a table's rows of that date; a table without dates as a whole. */
  public Dataset<Row> read(TableSchema table) {
    return tables.read(table);
  }

  /** Returns one row a customer of that date: all features, and all labels beside them. */
  public Dataset<Row> customers() {
    return tables.customers();
  }

  /** Returns the configuration. */
  public Settings settings() {
    return settings;
  }

  /**
   * Reads the configuration again with values changed, as {@code --set} would, and keeps every
   * problem for later.
   *
   * @param changes value by key
   */
  public SettingsReading tryOut(Map<String, String> changes) {
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.putAll(changes);
    return SettingsReader.read(Optional.of(file), more);
  }

  /**
   * Returns the configuration with values changed, as {@code --set} would; nothing is saved.
   *
   * @param changes value by key
   * @throws io.clientele.failure.ClienteleException where a value is not allowed
   */
  public Settings with(Map<String, String> changes) {
    return tryOut(changes).settings();
  }
}
