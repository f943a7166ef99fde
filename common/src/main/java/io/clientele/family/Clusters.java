package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.ClustersSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    reads.add(CustomerFeatures.PURCHASE_DAYS);
    return reads;
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    ClusterModel model = new KMeansFit(settings).first(base.rows().filter(Occasions.isBuyer()));
    return new Fitted(model, fitDate);
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
    KMeansFit.Refitted refitted = new KMeansFit(settings).again(buyers, before);
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
    return new Fitted(used.comparedBy(comparison), fitDate);
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
      ClusterModel.Comparison refit = model.refit();
      if (refit == null || refit.outcome() != ClusterModel.Outcome.REFUSED) {
        return List.of();
      }
      return List.of(
          "The clusters of %s stay: fitting them again on %s would have moved %s of the buyers, above families.clusters.refit-limit (%s). --refit accepts it."
              .formatted(
                  refit.before(), fitDate, percent(refit.share()), percent(settings.refitLimit())));
    }

    private static String percent(double share) {
      return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    @Override
    public List<String> explain(Person person) {
      if (!person.has(CustomerSegments.CLUSTER)) {
        return List.of("None: only buyers are clustered.");
      }
      Row own =
          person
              .row()
              .select(point().as("cluster_point"))
              .select(col("cluster_point"), squares())
              .head();
      List<Double> values = own.getList(0);
      List<Double> squares = own.getList(1);
      List<String> reasons = new ArrayList<>();
      reasons.add(
          "%s, the nearest of %d centres of the model of %s."
              .formatted(person.text(CustomerSegments.CLUSTER), model.centroids().size(), fitDate));
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
      // Once computed, the values and distances are columns: expressions would repeat them.
      Dataset<Row> measured =
          features
              .withColumn("cluster_point", point())
              .withColumn("cluster_squares", squares())
              .withColumn("cluster_nearest", nearest());
      Column distance = when(Occasions.isBuyer(), sqrt(col("cluster_nearest")));
      return Added.to(
              measured,
              Map.of(
                  CustomerSegments.CLUSTER, nameOf(col("cluster_nearest")),
                  CustomerSegments.CLUSTER_DISTANCE, distance,
                  CustomerSegments.CLUSTER_FIT_DATE, fitted))
          .drop("cluster_point", "cluster_squares", "cluster_nearest");
    }

    private Column point() {
      return array(
          model.features().stream().map(ClusterSpace::standardised).toArray(Column[]::new));
    }

    private Column squares() {
      List<Column> squares = new ArrayList<>();
      for (ClusterModel.Centroid centroid : model.centroids()) {
        Column sum = lit(0.0);
        for (int i = 0; i < centroid.values().size(); i++) {
          Column difference = col("cluster_point").getItem(i).minus(lit(centroid.values().get(i)));
          sum = sum.plus(difference.multiply(difference));
        }
        squares.add(sum);
      }
      return array(squares.toArray(Column[]::new));
    }

    private Column nearest() {
      Column[] squares = new Column[model.centroids().size()];
      for (int i = 0; i < squares.length; i++) {
        squares[i] = col("cluster_squares").getItem(i);
      }
      return squares.length == 1 ? squares[0] : least(squares);
    }

    private Column nameOf(Column nearest) {
      Column name = lit(null).cast("string");
      for (int i = model.centroids().size() - 1; i >= 0; i--) {
        name =
            when(
                    col("cluster_squares").getItem(i).equalTo(nearest),
                    lit(model.centroids().get(i).name()))
                .otherwise(name);
      }
      return when(Occasions.isBuyer(), name);
    }
  }
}
