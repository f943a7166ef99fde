package io.clientele.report;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Looks at pages in a headless Chromium, which has no network. */
public final class Browser implements AutoCloseable {
  private static final Optional<File> CHROMIUM = found("chromium", "google-chrome");
  private static final Optional<File> DRIVER = found("chromedriver");
  private static final int HEIGHT = 900;

  /** Slanted texts are left out: their boxes overlap where they themselves do not. */
  private static final String CROWDED =
      """
      return [...document.querySelectorAll('.chart')].flatMap(chart => {
        const frame = chart.getBoundingClientRect();
        const texts = [...chart.querySelectorAll('svg text')]
          .filter(text => !/rotate|matrix/.test(text.getAttribute('transform') || ''))
          .map(text => ({says: chart.id + ': ' + text.textContent, box: text.getBoundingClientRect()}))
          .filter(text => text.box.width > 0);
        const cut = texts.filter(({box}) => box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(text => text.says + ' (cut)');
        const met = texts.flatMap((one, i) => texts.slice(i + 1).filter(({box}) =>
          Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1
          && Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 3)
          .map(other => one.says + ' on ' + other.says));
        return [...cut, ...met];
      })
      """;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Returns whether there is one to start; tests that need it are skipped elsewhere. */
  public static boolean isHere() {
    return CHROMIUM.isPresent() && DRIVER.isPresent();
  }

  /** Starts one, to be closed by who started it. */
  public static Browser start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.orElseThrow()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  /**
   * What a page looks like.
   *
   * @param console what it complained of
   * @param charts how many charts it has
   * @param undrawn ids of charts without a drawing in them
   * @param hidden pixels that stick out to the right of the window
   * @param requests addresses it asked for, besides itself
   * @param crowded texts of charts that lie on each other or stick out of their chart
   */
  public record Look(
      List<String> console,
      long charts,
      List<String> undrawn,
      long hidden,
      List<String> requests,
      List<String> crowded) {

    /** Keeps its own copies. */
    public Look {
      console = List.copyOf(console);
      undrawn = List.copyOf(undrawn);
      requests = List.copyOf(requests);
      crowded = List.copyOf(crowded);
    }

    /** Returns what a page looks like that is as it should be. */
    public static Look sound(long charts) {
      return new Look(List.of(), charts, List.of(), 0, List.of(), List.of());
    }
  }

  /**
   * Opens a page as wide as told, in light or dark.
   *
   * @param scheme light or dark
   */
  public Look at(Path page, int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < HEIGHT));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.get(page.toUri().toString());
    driver.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 150));");
    return new Look(
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(LogEntry::toString)
            .toList(),
        ((Number) answer("return document.querySelectorAll('.chart').length")).longValue(),
        texts(
            """
            return [...document.querySelectorAll('.chart')].filter(chart =>
                chart.dataset.drawn !== 'yes' || chart.clientWidth < 200
                || chart.querySelectorAll('svg path, svg rect').length < 3).map(chart => chart.id)
            """),
        ((Number)
                answer(
                    "return document.scrollingElement.scrollWidth"
                        + " - document.documentElement.clientWidth"))
            .longValue(),
        texts("return performance.getEntriesByType('resource').map(entry => entry.name)"),
        texts(CROWDED));
  }

  /** Returns what a script says of the page that is open. */
  public Object answer(String script) {
    return Optional.ofNullable(driver.executeScript(script)).orElse("nothing");
  }

  private List<String> texts(String script) {
    return answer(script) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<File> found(String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.of("/usr/bin/", "/usr/local/bin/").map(path -> path + name))
        .map(File::new)
        .filter(File::canExecute)
        .findFirst();
  }
}
