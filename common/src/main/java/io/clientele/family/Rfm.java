package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.family.RfmCuts.Score;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.RfmSettings;
import io.clientele.settings.RfmSettings.Scores;
import io.clientele.settings.RfmSettings.Segment;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Scores of recency, frequency and net revenue from 1 to 5, higher is better, and the segment that
 * the configured map gives them. Nobody without a purchase has one.
 *
 * <p>Where more than four fifths of the buyers share the best value, fifths tell nobody apart: the
 * score is 3. But nobody can buy less often than once, which stays 1, nor more recently than on the
 * date, which stays 5.
 */
public final class Rfm implements SegmentFamily {
  /** Says neither good nor bad. */
  private static final int MIDDLE = 3;

  private final FamiliesSettings families;
  private final RfmSettings settings;

  /** Builds the family. */
  public Rfm(FamiliesSettings families) {
    this.families = families;
    this.settings = families.rfm();
  }

  @Override
  public String name() {
    return "rfm";
  }

  @Override
  public List<String> labels() {
    return List.of(CustomerSegments.RFM_SEGMENT);
  }

  @Override
  public Set<String> reads() {
    Set<String> reads = new HashSet<>(Occasions.COLUMNS);
    reads.add(CustomerFeatures.NET_REVENUE);
    reads.add(CustomerFeatures.RECENCY_DAYS);
    return reads;
  }

  @Override
  public FittedFamily fit(FitBase base, LocalDate fitDate) {
    Dataset<Row> values =
        FitSet.of(base, Occasions.isBuyer(), families.fitLimit())
            .select(
                // More days are worse: the sign makes higher better for all three.
                value(CustomerSegments.RFM_RECENCY).as(CustomerSegments.RFM_RECENCY),
                value(CustomerSegments.RFM_FREQUENCY).as(CustomerSegments.RFM_FREQUENCY),
                value(CustomerSegments.RFM_MONETARY).as(CustomerSegments.RFM_MONETARY));
    try (Quantiles fitted = Quantiles.over(values, base)) {
      Map<String, List<Double>> byHand =
          Map.of(
              CustomerSegments.RFM_RECENCY,
              settings.recencyCuts().stream().map(days -> -days).toList(),
              CustomerSegments.RFM_FREQUENCY,
              settings.frequencyCuts(),
              CustomerSegments.RFM_MONETARY,
              settings.monetaryCuts());
      RfmCuts cuts = RfmCuts.of(fitted, byHand, settings.minCustomers());
      return new Fitted(
          new Parameters(
              cuts.customers(),
              cuts.scores().get(CustomerSegments.RFM_RECENCY),
              cuts.scores().get(CustomerSegments.RFM_FREQUENCY),
              cuts.scores().get(CustomerSegments.RFM_MONETARY)),
          fitDate);
    }
  }

  @Override
  public FittedFamily restore(FamilyModel model) {
    return new Fitted(ModelJson.read(model, Parameters.class), model.fitDate());
  }

  /** What is scored, as a number of which more is better. */
  private Column value(String score) {
    return switch (score) {
      case CustomerSegments.RFM_RECENCY ->
          lit(0.0).minus(col(CustomerFeatures.RECENCY_DAYS).cast("double"));
      case CustomerSegments.RFM_FREQUENCY -> Occasions.ever(families.count()).cast("double");
      default -> col(CustomerFeatures.NET_REVENUE).cast("double");
    };
  }

  /**
   * What is fitted: where the scores above 1 begin, falling; empty where fifths tell nobody apart,
   * null where there is no score.
   *
   * @param customers buyers the cuts were taken from
   * @param recency of days since the last purchase, negative
   * @param frequency of purchase occasions
   * @param monetary of net revenue
   */
  record Parameters(
      long customers,
      @Nullable List<Score> recency,
      @Nullable List<Score> frequency,
      @Nullable List<Score> monetary) {}

  private final class Fitted implements FittedFamily {
    private final Parameters parameters;
    private final LocalDate fitDate;

    Fitted(Parameters parameters, LocalDate fitDate) {
      this.parameters = parameters;
      this.fitDate = fitDate;
    }

    @Override
    public FamilyModel model() {
      return new FamilyModel(
          name(), "cuts", fitDate, ModelJson.write(parameters), parameters.customers());
    }

    @Override
    public List<String> notes() {
      if (parameters.recency() == null || parameters.frequency() == null) {
        return List.of(
            "The shop has %d buyers, fewer than families.rfm.min-customers: RFM scores are empty."
                .formatted(parameters.customers()));
      }
      return Stream.of(
              tied("recency", CustomerSegments.RFM_RECENCY, parameters.recency()),
              tied("frequency", CustomerSegments.RFM_FREQUENCY, parameters.frequency()),
              tied("net revenue", CustomerSegments.RFM_MONETARY, parameters.monetary()))
          .flatMap(Optional::stream)
          .toList();
    }

    private static Optional<String> tied(String what, String name, @Nullable List<Score> scores) {
      return scores == null || !scores.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "More than four fifths of the buyers share the best %s, which tells nobody apart: %s is %s."
                  .formatted(what, name, undecided(name)));
    }

    private static String undecided(String name) {
      return switch (name) {
        case CustomerSegments.RFM_RECENCY -> "5 for a purchase on the date, else 3";
        case CustomerSegments.RFM_FREQUENCY -> "1 for a single purchase, else 3";
        default -> "3";
      };
    }

    @Override
    public List<String> explain(Person person) {
      if (!person.has(CustomerSegments.RFM_RECENCY)) {
        return List.of("No scores: nothing was bought so far, or the shop has too few buyers.");
      }
      return List.of(
          "%s, scores %s %s %s by cuts of %s over %d buyers."
              .formatted(
                  person.text(CustomerSegments.RFM_SEGMENT),
                  person.text(CustomerSegments.RFM_RECENCY),
                  person.text(CustomerSegments.RFM_FREQUENCY),
                  person.text(CustomerSegments.RFM_MONETARY),
                  fitDate,
                  parameters.customers()),
          "Recency: %s; %s."
              .formatted(
                  person.many(CustomerFeatures.RECENCY_DAYS, "day"),
                  steps(CustomerSegments.RFM_RECENCY, parameters.recency())),
          "Frequency: %s; %s."
              .formatted(
                  person.text(CustomerFeatures.PURCHASE_DAYS),
                  steps(CustomerSegments.RFM_FREQUENCY, parameters.frequency())),
          "Monetary: %s; %s."
              .formatted(
                  person.text(CustomerFeatures.NET_REVENUE),
                  steps(CustomerSegments.RFM_MONETARY, parameters.monetary())));
    }

    private static String steps(String name, @Nullable List<Score> scores) {
      if (scores == null) {
        return "not scored";
      }
      if (scores.isEmpty()) {
        return "more than four fifths of the buyers share the best, so the score is "
            + undecided(name);
      }
      // Recency is scored by its negative, so that more is better everywhere.
      List<String> cuts =
          scores.stream()
              .map(
                  cut ->
                      "%d from %s"
                          .formatted(
                              cut.score(),
                              Person.number(
                                  name.equals(CustomerSegments.RFM_RECENCY)
                                      ? Math.abs(cut.from())
                                      : cut.from())))
              .toList();
      return "scores %s, else 1".formatted(String.join(", ", cuts));
    }

    @Override
    public Dataset<Row> assign(Dataset<Row> features) {
      Map<String, Column> scores =
          Map.of(
              CustomerSegments.RFM_RECENCY,
              score(CustomerSegments.RFM_RECENCY, parameters.recency()),
              CustomerSegments.RFM_FREQUENCY,
              score(CustomerSegments.RFM_FREQUENCY, parameters.frequency()),
              CustomerSegments.RFM_MONETARY,
              score(CustomerSegments.RFM_MONETARY, parameters.monetary()),
              CustomerSegments.RFM_FIT_DATE,
              lit(fitDate));
      return Added.to(features, scores).withColumn(CustomerSegments.RFM_SEGMENT, segment());
    }

    private Column score(String name, @Nullable List<Score> scores) {
      if (scores == null) {
        return lit(null).cast("int");
      }
      Column value = value(name);
      Column score = when(Occasions.isBuyer().equalTo(false).or(value.isNull()), lit(null));
      if (scores.isEmpty()) {
        return (switch (name) {
              case CustomerSegments.RFM_RECENCY -> score.when(value.equalTo(0), lit(5));
              case CustomerSegments.RFM_FREQUENCY -> score.when(value.equalTo(1), lit(1));
              default -> score;
            })
            .otherwise(lit(MIDDLE))
            .cast("int");
      }
      for (Score cut : scores) {
        score = score.when(value.geq(lit(cut.from())), lit(cut.score()));
      }
      return score.otherwise(lit(1)).cast("int");
    }

    private Column segment() {
      Column segment = when(lit(false), lit(null).cast("string"));
      for (Segment candidate : settings.segments()) {
        segment =
            segment.when(
                isIn(CustomerSegments.RFM_RECENCY, candidate.recency())
                    .and(isIn(CustomerSegments.RFM_FREQUENCY, candidate.frequency()))
                    .and(isIn(CustomerSegments.RFM_MONETARY, candidate.monetary())),
                candidate.name());
      }
      return segment;
    }

    private static Column isIn(String score, Scores range) {
      return col(score).between(range.least(), range.most());
    }
  }
}
