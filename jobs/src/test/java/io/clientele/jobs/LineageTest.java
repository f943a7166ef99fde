package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.testing.LocalSpark;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageTest {
  private static final String TRANSPORT = "spark.openlineage.transport.type";
  private static final String LOCATION = "spark.openlineage.transport.location";
  private static final String NAMESPACE = "spark.openlineage.namespace";

  @TempDir private Path folder = Path.of("");

  private final RuntimeConfig conf = LocalSpark.session().conf();

  @AfterEach
  void forget() {
    List.of(Lineage.FILE, TRANSPORT, LOCATION, NAMESPACE).forEach(conf::unset);
  }

  @Test
  void oneEventARunNamesWhatItReadAndWrote() throws Exception {
    conf.set(TRANSPORT, "file");
    conf.set(LOCATION, folder.resolve("events").toString());
    conf.set(NAMESPACE, "shop");
    JobShop shop = new JobShop(folder);
    Map<String, String> read =
        Map.of("source.orders", "1", "orders", "2", "customers", "3", "sessions", "");
    Map<String, String> wrote = Map.of("orders", folder + "/warehouse/orders");
    Job job = run -> new RunReport(List.of(), List.of(), wrote, List.of(), List.of(), read);

    new Recorded("run", List.of(job)).run(shop.asOf("2025-03-31"));

    String line = Files.readString(folder.resolve("events"));
    assertThat(
            line.replaceAll("\\d{4}-[-\\d]+T[:\\d.]+Z", "TIME")
                .replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "ID"))
        .isIn(
            event("orders.csv", "warehouse/customers"), event("warehouse/customers", "orders.csv"));
    RunEvent read2 = OpenLineageClientUtils.runEventFromJson(line);
    assertThat(read2.getEventType()).isEqualTo(RunEvent.EventType.COMPLETE);
    assertThat(read2.getOutputs().get(0).getName()).isEqualTo(folder + "/warehouse/orders");
  }

  private String event(String first, String second) {
    return """
    {"eventTime":"TIME","eventType":"COMPLETE","producer":"urn:clientele:development",\
    "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
    "run":{"runId":"ID"},"job":{"namespace":"shop","name":"clientele.run"},\
    "inputs":[{"namespace":"file","name":"%1$s/%2$s"},{"namespace":"file","name":"%1$s/%3$s"}],\
    "outputs":[{"namespace":"file","name":"%1$s/warehouse/orders"}]}
    """
        .formatted(folder, first, second);
  }

  @Test
  void aFailureIsToldAsOneAndAFileOfItsOwnWins() throws Exception {
    conf.set(TRANSPORT, "http");
    conf.set(LOCATION, folder.resolve("never").toString());
    conf.set(Lineage.FILE, folder.resolve("events").toString());
    Job job =
        run -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(
            () -> new Recorded("ingest", List.of(job)).run(new JobShop(folder).asOf("2025-03-31")))
        .hasMessage("broken");

    RunEvent event =
        OpenLineageClientUtils.runEventFromJson(Files.readString(folder.resolve("events")));
    assertThat(event.getEventType()).isEqualTo(RunEvent.EventType.FAIL);
    assertThat(event.getJob().getNamespace()).isEqualTo("default");
    assertThat(event.getJob().getName()).isEqualTo("clientele.ingest");
    assertThat(event.getOutputs()).isEmpty();
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenFailsNothing() {
    conf.set(Lineage.FILE, folder.toString());
    Job job = run -> RunReport.empty();

    assertThat(new Recorded("run", List.of(job)).run(new JobShop(folder).asOf("2025-03-31")))
        .isEqualTo(RunReport.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "file:/data/orders, file, /data/orders",
    "s3a://bucket/shop/orders, s3://bucket, shop/orders",
    "hdfs://host:8020/shop/orders, hdfs://host:8020, /shop/orders"
  })
  void datasetsAreNamedAsOpenLineageDoes(String location, String namespace, String name) {
    assertThat(Lineage.Dataset.at(URI.create(location)))
        .isEqualTo(new Lineage.Dataset(namespace, name));
  }
}
