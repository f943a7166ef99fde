package io.clientele.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * Tells in one event of OpenLineage what a run read and which tables it wrote. OpenLineage's
 * listener cannot tell the latter: Delta tables are written below the plans that it looks at.
 */
final class Lineage {
  /** The file that events are appended to; without it, that of OpenLineage's file transport. */
  static final String FILE = "spark.clientele.lineage.file";

  /** How a run ended, in the words of OpenLineage. */
  static final String COMPLETE = "COMPLETE";

  /** How a run ended that failed; its outputs are those written before. */
  static final String FAIL = "FAIL";

  private static final String LISTENER = "spark.openlineage.";
  private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json";

  private final Run run;
  private final RunReport report;

  private Lineage(Run run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  /** A run as OpenLineage sees it. */
  record Ending(String command, String type, Instant time) {}

  /** A dataset as OpenLineage names it: by where it is, and what it is called there. */
  record Dataset(String namespace, String name) {

    /** Returns that at a whole location. */
    static Dataset at(URI location) {
      String scheme = location.getScheme();
      String path = location.getPath();
      return switch (scheme) {
        case "file" -> new Dataset(scheme, path);
        case "s3", "s3a" -> new Dataset("s3://" + location.getAuthority(), path.substring(1));
        default -> new Dataset(scheme + "://" + location.getAuthority(), path);
      };
    }
  }

  /** Appends the event, where a file is set. */
  static void tell(Run run, RunReport report, Ending ending) {
    file(run)
        .ifPresent(
            file -> {
              try {
                Files.writeString(
                    file,
                    new Lineage(run, report).event(ending) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
              } catch (IOException | RuntimeException unwritable) {
                // What was computed has not failed because nobody is told.
                run.progress().noted("The lineage could not be written: " + unwritable);
              }
            });
  }

  private static Optional<java.nio.file.Path> file(Run run) {
    Optional<String> transport = setting(run, LISTENER + "transport.location");
    return setting(run, FILE)
        .or(
            () ->
                setting(run, LISTENER + "transport.type")
                    .filter(type -> type.equals("file"))
                    .flatMap(type -> transport))
        .map(java.nio.file.Path::of);
  }

  private static Optional<String> setting(Run run, String key) {
    return Optional.ofNullable(run.spark().conf().get(key, "")).filter(value -> !value.isBlank());
  }

  private String event(Ending ending) throws IOException {
    ObjectNode event = JsonMapper.builder().build().createObjectNode();
    event.put("eventTime", ending.time().toString());
    event.put("eventType", ending.type());
    event.put("producer", "urn:clientele:" + Version.current());
    event.put("schemaURL", SCHEMA + "#/$defs/RunEvent");
    event.putObject("run").put("runId", UUID.randomUUID().toString());
    event
        .putObject("job")
        .put("namespace", namespace())
        .put("name", "clientele." + ending.command());
    Set<Dataset> outputs = outputs();
    Set<Dataset> inputs = inputs();
    inputs.removeAll(outputs);
    add(event.putArray("inputs"), inputs);
    add(event.putArray("outputs"), outputs);
    return event.toString();
  }

  private static void add(ArrayNode array, Set<Dataset> datasets) {
    datasets.forEach(
        dataset ->
            array.addObject().put("namespace", dataset.namespace()).put("name", dataset.name()));
  }

  private String namespace() {
    return setting(run, LISTENER + "namespace").orElse("default");
  }

  /** What was read that this run did not write itself, in the order it was first read. */
  private Set<Dataset> inputs() throws IOException {
    Set<Dataset> inputs = new LinkedHashSet<>();
    for (String name : report.inputs().keySet()) {
      for (InputSettings input : source(name)) {
        inputs.add(
            input.path().isPresent()
                ? at(input.path().get())
                : new Dataset(namespace(), input.table().orElse(name)));
      }
      for (TableSchema table : tables().filter(known -> isRead(known, name)).toList()) {
        inputs.add(at(run.tables().location(table)));
      }
    }
    return inputs;
  }

  /** A table that is not there has no version. */
  private boolean isRead(TableSchema table, String name) {
    return table.name().equals(name) && !report.inputs().getOrDefault(name, "").isEmpty();
  }

  private Set<Dataset> outputs() throws IOException {
    Set<Dataset> outputs = new LinkedHashSet<>();
    for (String location : report.tables().values()) {
      outputs.add(at(location));
    }
    return outputs;
  }

  private List<InputSettings> source(String name) {
    return ShopSources.of(run.settings()).stream()
        .filter(source -> name.equals("source." + source.name()))
        .map(SourceSettings::inputs)
        .flatMap(inputs -> inputs.values().stream())
        .toList();
  }

  private static Stream<TableSchema> tables() {
    return Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream());
  }

  private Dataset at(String location) throws IOException {
    Path path = new Path(location);
    return Dataset.at(
        path.getFileSystem(run.spark().sessionState().newHadoopConf()).makeQualified(path).toUri());
  }
}
