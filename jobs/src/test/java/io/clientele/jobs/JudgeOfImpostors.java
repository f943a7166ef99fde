package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.FamilyModel;
import io.clientele.family.FitBase;
import io.clientele.family.FittedFamily;
import io.clientele.family.Lifecycle;
import io.clientele.family.Person;
import io.clientele.family.SegmentFamily;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.settings.FixedStages;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The judgement of a shop with two lifecycles beside {@code rhythm} and {@code fixed}, of which
 * neither is to be trusted: {@code leaking}, whose recency is that of the last day known instead of
 * the date judged, and {@code inverted}, which calls those lost who have just ordered, and so on.
 */
public final class JudgeOfImpostors implements Job {

  /** A job without state. */
  public JudgeOfImpostors() {}

  @Override
  public RunReport run(Run run) {
    return new Judge(JudgeOfImpostors::lifecycles).run(run);
  }

  private static List<JudgedLifecycle> lifecycles(Run run) {
    return Stream.concat(
            JudgedLifecycle.methods(run.settings().families()).stream()
                .filter(method -> List.of("rhythm", "fixed").contains(method.name())),
            Stream.of(leaking(run), inverted(run)))
        .toList();
  }

  private static JudgedLifecycle leaking(Run run) {
    Dataset<Row> purchases =
        run.tables()
            .read(Orders.SCHEMA)
            .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
            .groupBy(Orders.CUSTOMER_ID)
            .agg(max(col(Orders.ORDER_DATE)).as("last_ever"));
    Column recency = datediff(lit(run.asOf()), col("last_ever"));
    Column stage =
        stage(
            recency,
            // So cut that the stages fall, and only what is known too well betrays it.
            new FixedStages(30, 60, 100),
            List.of(
                Lifecycle.JUST_ORDERED, Lifecycle.ACTIVE, Lifecycle.SLIPPING_AWAY, Lifecycle.LOST));
    return new JudgedLifecycle(
        "leaking",
        new Impostor(
            "leaking",
            features ->
                features
                    .join(purchases, new String[] {Orders.CUSTOMER_ID}, "left")
                    .withColumn(CustomerSegments.LIFECYCLE, stage)),
        recency.unary_$minus());
  }

  private static JudgedLifecycle inverted(Run run) {
    Column recency = col(CustomerFeatures.RECENCY_DAYS);
    Column stage =
        stage(
            recency,
            run.settings().families().lifecycle().fixed(),
            List.of(
                Lifecycle.LOST, Lifecycle.SLIPPING_AWAY, Lifecycle.ACTIVE, Lifecycle.JUST_ORDERED));
    return new JudgedLifecycle(
        "inverted",
        new Impostor(
            "inverted", features -> features.withColumn(CustomerSegments.LIFECYCLE, stage)),
        recency);
  }

  private static Column stage(Column recency, FixedStages days, List<String> stages) {
    return when(recency.leq(days.justOrdered()), stages.get(0))
        .when(recency.leq(days.active()), stages.get(1))
        .when(recency.leq(days.slippingAway()), stages.get(2))
        .otherwise(stages.get(3));
  }

  /**
   * A family without a fit.
   *
   * @param model its name as a candidate
   * @param assignment adds the stage
   */
  private record Impostor(String model, UnaryOperator<Dataset<Row>> assignment)
      implements SegmentFamily {

    @Override
    public String name() {
      return "lifecycle";
    }

    @Override
    public List<String> labels() {
      return List.of(CustomerSegments.LIFECYCLE);
    }

    @Override
    public Set<String> reads() {
      return Set.of(CustomerFeatures.RECENCY_DAYS);
    }

    @Override
    public FittedFamily fit(FitBase base, LocalDate fitDate) {
      return restore(new FamilyModel(name(), model, fitDate, "{}", 0));
    }

    @Override
    public FittedFamily restore(FamilyModel model) {
      return new Fitted(model, assignment);
    }
  }

  /**
   * An impostor at work.
   *
   * @param model its name
   * @param assignment adds the stage
   */
  private record Fitted(FamilyModel model, UnaryOperator<Dataset<Row>> assignment)
      implements FittedFamily {

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      return assignment.apply(features);
    }

    @Override
    public List<String> explain(Person person) {
      return List.of();
    }
  }
}
