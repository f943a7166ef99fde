package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.ClustersSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
  public FittedFamily fit(Dataset<Row> features, LocalDate fitDate) {
    // Labels given so far stay out of the sample: they would be computed for all to sort it.
    Dataset<Row> known =
        features.select(
            CustomerFeatures.SCHEMA.columns().stream()
                .map(column -> col(column.name()))
                .toArray(Column[]::new));
    ClusterModel model = new KMeansFit(settings).of(known.filter(Occasions.isBuyer()));
    return new Fitted(model, fitDate);
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
    public Dataset<Row> assign(Dataset<Row> features) {
      Column fitted = lit(fitDate);
      if (model.centroids().isEmpty()) {
        return features
            .withColumn(CustomerSegments.CLUSTER, lit(null).cast("string"))
            .withColumn(CustomerSegments.CLUSTER_DISTANCE, lit(null).cast("double"))
            .withColumn(CustomerSegments.CLUSTER_FIT_DATE, fitted);
      }
      // Once computed, the values and distances are columns: expressions would repeat them.
      return features
          .withColumn("cluster_point", point())
          .withColumn("cluster_squares", squares())
          .withColumn("cluster_nearest", nearest())
          .withColumn(CustomerSegments.CLUSTER, nameOf(col("cluster_nearest")))
          .withColumn(
              CustomerSegments.CLUSTER_DISTANCE,
              when(Occasions.isBuyer(), sqrt(col("cluster_nearest"))))
          .withColumn(CustomerSegments.CLUSTER_FIT_DATE, fitted)
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
