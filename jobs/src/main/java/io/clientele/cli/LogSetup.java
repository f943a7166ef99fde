package io.clientele.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets the log up, also where plain spark-submit started us with its own. */
final class LogSetup {
  private static final String GIVEN = "log4j2.configurationFile";
  private static final String TEXT = "log4j2.properties";
  private static final String JSON = "log4j2-json.properties";

  private LogSetup() {}

  /** Makes the log as asked for; a configuration file given to the JVM is kept for text. */
  static void apply(Logging logging) {
    Optional<String> given = Optional.ofNullable(System.getProperty(GIVEN));
    if (logging.format() == Logging.Format.JSON) {
      Configurator.reconfigure(given.flatMap(LogSetup::sibling).orElseGet(() -> packaged(JSON)));
    } else if (given.isEmpty()) {
      Configurator.reconfigure(packaged(TEXT));
    }
    if (logging.detail() == Logging.Detail.VERBOSE) {
      Configurator.setAllLevels("", Level.INFO);
    }
  }

  /** Returns the JSON configuration beside the text one, where there is one. */
  private static Optional<URI> sibling(String given) {
    try {
      URI uri = new URI(given);
      Path file = "file".equals(uri.getScheme()) ? Path.of(uri) : Path.of(given);
      Path sibling = file.resolveSibling(JSON);
      return Files.exists(sibling) ? Optional.of(sibling.toUri()) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException elsewhere) {
      return Optional.empty();
    }
  }

  private static URI packaged(String name) {
    URL resource = LogSetup.class.getResource(name);
    if (resource == null) {
      throw new IllegalStateException("No log configuration " + name);
    }
    return URI.create(resource.toString());
  }
}
