package io.clientele.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.clientele.cli.Command;
import io.clientele.testing.RealData;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The manifests for Kubernetes, against what Kubernetes and the Spark operator know. */
class KubernetesTest {
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  /** Kubernetes drops fields that it does not know without a word; here they are refused. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated method) {
                  return false;
                }
              })
          .build();

  @Test
  void theApplicationSaysWhatTheOperatorKnows() throws IOException {
    JsonNode application = manifest("sparkapplication.yaml");

    assertThat(complaints(application)).isEmpty();
    PodTemplateSpec driver =
        STRICT.treeToValue(
            application.at("/spec/driverSpec/podTemplateSpec"), PodTemplateSpec.class);
    assertThat(driver.getSpec().getContainers().get(0).getVolumeMounts().get(0).getName())
        .isEqualTo(driver.getSpec().getVolumes().get(0).getName());
    assertThat(application.at("/spec/applicationTolerations/restartConfig/restartPolicy").asText())
        .as("a failure of Clientele's own is not started again")
        .isEqualTo("OnInfrastructureFailure");
    assertThat(application.at("/spec/driverArgs").get(0).asText()).isEqualTo(Command.RUN.word());
  }

  @Test
  void fieldsAndWordsThatTheOperatorDoesNotKnowAreRefused() throws IOException {
    ObjectNode application = (ObjectNode) manifest("sparkapplication.yaml");
    ((ObjectNode) application.get("spec")).put("schedule", "0 4 * * *").remove("runtimeVersions");
    ((ObjectNode) application.at("/spec/applicationTolerations/restartConfig"))
        .put("restartPolicy", "OnExitCode5")
        .put("maxRestartAttempts", "3");

    assertThat(complaints(application))
        .containsExactlyInAnyOrder(
            "$.spec: property 'schedule' is not defined in the schema and the schema does not"
                + " allow additional properties",
            "$.spec: required property 'runtimeVersions' not found",
            "$.spec.applicationTolerations.restartConfig.restartPolicy: does not have a value in"
                + " the enumeration [\"Always\", \"Never\", \"OnFailure\","
                + " \"OnInfrastructureFailure\"]",
            "$.spec.applicationTolerations.restartConfig.maxRestartAttempts: string found, integer"
                + " expected");
  }

  @Test
  void theCronJobTriesAgainOnExitCode5Alone() throws IOException {
    CronJob cronJob = STRICT.treeToValue(manifest("cronjob.yaml"), CronJob.class);

    assertThat(cronJob.getApiVersion() + " " + cronJob.getKind()).isEqualTo("batch/v1 CronJob");
    assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    JobSpec job = cronJob.getSpec().getJobTemplate().getSpec();
    Container container = job.getTemplate().getSpec().getContainers().get(0);
    List<PodFailurePolicyRule> rules = job.getPodFailurePolicy().getRules();
    assertThat(rules)
        .extracting(PodFailurePolicyRule::getAction)
        .containsExactly("Ignore", "FailJob");
    assertThat(rules.get(1).getOnExitCodes().getContainerName()).isEqualTo(container.getName());
    assertThat(rules.get(1).getOnExitCodes().getOperator()).isEqualTo("NotIn");
    assertThat(rules.get(1).getOnExitCodes().getValues()).containsExactly(5);
    // A failure policy is for pods that do not start their containers again.
    assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(job.getBackoffLimit()).isPositive();
    assertThat(container.getArgs().get(0))
        .contains("--deploy-mode client", "--as-of \"$(date -d yesterday +%F)\"");
    assertThat(container.getEnv().get(0).getValue()).isEqualTo(cronJob.getSpec().getTimeZone());
  }

  @Test
  void fieldsThatKubernetesDoesNotKnowAreRefused() throws IOException {
    JsonNode cronJob = manifest("cronjob.yaml");
    ((ObjectNode) cronJob.at("/spec/jobTemplate/spec")).put("retryOnExitCode", 5);

    assertThatThrownBy(() -> STRICT.treeToValue(cronJob, CronJob.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("retryOnExitCode");
  }

  private static List<String> complaints(JsonNode application) throws IOException {
    JsonNode text =
        YAML.readTree(
            Objects.requireNonNull(
                KubernetesTest.class.getResourceAsStream("sparkapplication.schema.yaml")));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    return schema.validate(application).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonNode manifest(String name) throws IOException {
    Path file = RealData.root().resolve("conf/scheduling/kubernetes").resolve(name);
    return YAML.readTree(file.toFile());
  }
}
