package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerSegments;
import io.clientele.settings.ClustersSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * K-means clusters of buyers with names that say what is in them. The fit looks at a sample; the
 * whole base is assigned by an expression: the nearest centroid, at equal distance the first.
 */
public final class Clusters implements SegmentFamily {
  private final ClustersSettings settings;

  /** Builds the family. */
  public Clusters(ClustersSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "clusters";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.CLUSTER);
  }

  @Override
  public Set<String> reads() {
    Set<String> reads = new HashSet<>(settings.features());
    reads.addAll(ClusterClaims.COLUMNS);
    return reads;
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Dataset<Row> buyers = base.rows().filter(Occasions.isBuyer());
    long all = buyers.count();
    if (all < settings.minBuyers()) {
      return new Fitted(ClusterModel.empty(settings.k(), all), fitDate);
    }
    KMeansFit.First first = new KMeansFit(settings).first(buyers, ShopGaps.meanDaysOf(buyers));
    ClusterModel model = first.model().of(all);
    return model.centroids().isEmpty()
        ? new Fitted(model, fitDate)
        : new Fitted(names(model, first.measures(), buyers).first(model, buyers), fitDate);
  }

  private ClusterNames names(ClusterModel model, ClusterMeasures measures, Dataset<Row> customers) {
    boolean knowsStages = Arrays.asList(customers.columns()).contains(CustomerSegments.LIFECYCLE);
    return new ClusterNames(
        settings.archetypes(), new ClusterClaims(measures, model.features(), knowsStages));
  }

  /**
   * Goes on from the centroids that stand, in their frozen space. Where that would put more buyers
   * into another cluster than the limit allows, the centroids that stand are kept for this fit date
   * too, and the model says so.
   */
  @Override
  public FittedFamily refit(FitBase base, LocalDate fitDate, Standing standing) {
    ClusterModel before = ModelJson.read(standing.model(), ClusterModel.class);
    if (before.centroids().size() < before.requested() || before.centroids().size() < 2) {
      return fit(base, fitDate);
    }
    Dataset<Row> buyers = base.rows().filter(Occasions.isBuyer());
    KMeansFit.Refitted refitted =
        new KMeansFit(settings).again(buyers, before, ShopGaps.meanDaysOf(buyers));
    Row counts = relabelled(buyers, refitted.moved(), before, fitDate);
    long all = counts.getLong(0);
    long moved = counts.getLong(1);
    double share = all == 0 ? 0 : (double) moved / all;
    ClusterModel.Outcome outcome =
        share <= settings.refitLimit()
            ? ClusterModel.Outcome.ACCEPTED
            : standing.change() == Standing.Change.ANY
                ? ClusterModel.Outcome.FORCED
                : ClusterModel.Outcome.REFUSED;
    ClusterModel used =
        outcome == ClusterModel.Outcome.REFUSED ? refitted.kept() : refitted.moved();
    ClusterModel.Comparison comparison =
        new ClusterModel.Comparison(
            standing.model().fitDate().toString(),
            all,
            moved,
            share,
            refitted.kept().silhouette(),
            outcome);
    ClusterModel named =
        names(used, refitted.measures(), buyers).standing(used.of(all), buyers, standing.change());
    return new Fitted(named.comparedBy(comparison), fitDate);
  }

  /** Returns buyers, and those whose cluster differs between two models. */
  private Row relabelled(
      Dataset<Row> buyers, ClusterModel moved, ClusterModel before, LocalDate fitDate) {
    Dataset<Row> old =
        new Fitted(before, fitDate)
            .assign(buyers)
            .withColumnRenamed(CustomerSegments.CLUSTER, "cluster_before")
            .drop(CustomerSegments.CLUSTER_DISTANCE, CustomerSegments.CLUSTER_FIT_DATE);
    return new Fitted(moved, fitDate)
        .assign(old)
        .agg(
            count_if(lit(true)),
            count_if(col(CustomerSegments.CLUSTER).notEqual(col("cluster_before"))))
        .head();
  }

  /** Returns of each cluster that has no name what sets it apart, by what it is called. */
  public static Map<String, String> groups(FamilyModel model) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (ClusterModel.Centroid centroid : ModelJson.read(model, ClusterModel.class).centroids()) {
      if (centroid.meets() == null) {
        groups.put(centroid.name(), centroid.about());
      }
    }
    return groups;
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, ClusterModel.class), model.fitDate());
  }

  private final class Fitted implements FittedFamily {
    private final ClusterModel model;
    private final LocalDate fitDate;

    Fitted(ClusterModel model, LocalDate fitDate) {
      this.model = model;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      long n = model.centroids().stream().mapToLong(ClusterModel.Centroid::customers).sum();
      return new FamilyModel(name(), "k-means", fitDate, ModelJson.write(model), n);
    }

    @Override
    public List<String> notes() {
      return new ClusterNotes(settings).of(model, fitDate);
    }

    @Override
    public List<String> explain(Person person) {
      if (!person.has(CustomerSegments.CLUSTER)) {
        return List.of(
            model.centroids().isEmpty()
                ? "None: the shop has too few buyers to cluster."
                : "None: only buyers are clustered.");
      }
      ClusterAssignment assignment = new ClusterAssignment(model);
      Row own =
          person
              .row()
              .select(assignment.point().as(ClusterAssignment.POINT))
              .select(col(ClusterAssignment.POINT), assignment.squares())
              .head();
      List<Double> values = own.getList(0);
      List<Double> squares = own.getList(1);
      List<String> reasons = new ArrayList<>();
      String cluster = person.text(CustomerSegments.CLUSTER);
      reasons.add(
          "%s, the nearest of %d centres of the model of %s."
              .formatted(cluster, model.centroids().size(), fitDate));
      model.centroids().stream()
          .filter(centroid -> centroid.name().equals(cluster))
          .forEach(
              centroid ->
                  reasons.add("Customers of %s then: %s".formatted(cluster, centroid.about())));
      reasons.add(
          "In standard deviations of the logarithm from the average buyer: %s."
              .formatted(String.join(", ", places(person, values))));
      List<String> distances =
          IntStream.range(0, squares.size())
              .boxed()
              .sorted(Comparator.comparing(squares::get))
              .map(
                  i ->
                      "%s %s"
                          .formatted(
                              model.centroids().get(i).name(),
                              Person.number(Math.sqrt(squares.get(i)))))
              .toList();
      reasons.add("Distances to the centres: %s.".formatted(String.join(", ", distances)));
      return reasons;
    }

    private List<String> places(Person person, List<Double> values) {
      List<String> places = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        String feature = model.features().get(i).feature();
        places.add(
            "%s %s (%s)".formatted(feature, person.text(feature), Person.number(values.get(i))));
      }
      return places;
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Column fitted = lit(fitDate);
      if (model.centroids().isEmpty()) {
        return Added.to(
            features,
            Map.of(
                CustomerSegments.CLUSTER, lit(null).cast("string"),
                CustomerSegments.CLUSTER_DISTANCE, lit(null).cast("double"),
                CustomerSegments.CLUSTER_FIT_DATE, fitted));
      }
      ClusterAssignment assignment = new ClusterAssignment(model);
      Column distance = when(Occasions.isBuyer(), sqrt(col(ClusterAssignment.NEAREST)));
      return Added.to(
              assignment.measured(features),
              Map.of(
                  CustomerSegments.CLUSTER, when(Occasions.isBuyer(), assignment.name()),
                  CustomerSegments.CLUSTER_DISTANCE, distance,
                  CustomerSegments.CLUSTER_FIT_DATE, fitted))
          .drop(ClusterAssignment.POINT, ClusterAssignment.SQUARES, ClusterAssignment.NEAREST);
    }
  }
}
