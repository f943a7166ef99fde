package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.SegmentValidity;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSelection;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a judgement says in words. */
class RecommendationTest {

  @Test
  void theBestMethodThatFallsIsRecommended() {
    assertThat(said("rhythm 0.74 0.77 true", "shop 0.71 0.74 true", "fixed 0.79 0.74 false"))
        .containsExactly(
            "Area under the curve of the stages, of one past date: rhythm 0.740 (number behind"
                + " it 0.770), shop 0.710 (number behind it 0.740), fixed 0.790 (number behind it"
                + " 0.740).",
            "The stages of fixed do not fall: on some date a later stage returned more often than"
                + " the one before.",
            "The stages by rhythm order customers worse than plain recency does: 0.740 against"
                + " 0.790 (fixed).",
            "families.lifecycle.method = rhythm, as configured, fits this shop: no method separates"
                + " better.");
  }

  @Test
  void aBetterMethodIsNamed() {
    assertThat(last("rhythm 0.70 0.71 true", "model 0.76 0.79 true"))
        .isEqualTo(
            "families.lifecycle.method = model fits this shop better than rhythm, as configured.");
    assertThat(last("rhythm 0.755 0.71 true", "model 0.76 0.79 true"))
        .isEqualTo(
            "families.lifecycle.method = rhythm, as configured, fits this shop: the best, model, is"
                + " ahead by less than 0.010.");
  }

  @Test
  void whatTheShopsPastChoseIsCalledThat() {
    Recommendation recommendation =
        new Recommendation(LifecycleMethod.SHOP, LifecycleSelection.AUTO, 90);

    assertThat(
            recommendation.of(List.of(whole("shop 0.70 0.71 true"), whole("fixed 0.69 0.71 true"))))
        .last()
        .isEqualTo(
            "shop, as families.lifecycle.method = auto has chosen, fits this shop: no method"
                + " separates better.");
    assertThat(
            recommendation.of(
                List.of(whole("shop 0.70 0.71 true"), whole("rhythm 0.75 0.79 true"))))
        .last()
        .isEqualTo(
            "rhythm fits this shop better than shop, as families.lifecycle.method = auto has"
                + " chosen; it decides anew at the first fit of the next calendar quarter, or with"
                + " --refit.");
  }

  @Test
  void withoutSignalNothingIsRecommended() {
    assertThat(last("rhythm 0.55 0.58 true", "shop 0.52 0.51 false"))
        .isEqualTo(
            "No order of these customers carries signal (all below 0.600): the stages describe how"
                + " long ago people bought, they do not foretell who returns within 90 days.");
  }

  @Test
  void aLeakAndAnInvertedOrderAreSeen() {
    assertThat(said("rhythm 0.991 0.97 true", "shop 0.21 0.2 false"))
        .containsExactly(
            "Area under the curve of the stages, of one past date: rhythm 0.991 (number behind"
                + " it 0.970), shop 0.210 (number behind it 0.200).",
            "The stages of shop do not fall: on some date a later stage returned more often than"
                + " the one before.",
            "rhythm separates almost perfectly (0.991): its labels know what came later, which must"
                + " be a mistake.",
            "The stages of shop stand the wrong way round (0.210): those called lost return more"
                + " often.",
            "No method is recommended: none of those judged can be trusted.");
  }

  @Test
  void aLeakHiddenByCoarseStagesIsSeen() {
    assertThat(said("rhythm 0.74 0.77 true", "model 0.90 0.98 true"))
        .contains(
            "model separates almost perfectly (0.980): its labels know what came later, which must"
                + " be a mistake.");
    assertThat(said("rhythm 0.74 0.77 true", "model 0.979 0.979 true")).hasSize(2);
    assertThat(said("rhythm 0.74 0.77 true", "shop 0.45 0.45 true")).hasSize(2);
  }

  @Test
  void onlyHonestMethodsAreRecommended() {
    assertThat(last("rhythm 0.74 0.77 true", "model 0.99 0.99 true"))
        .isEqualTo(
            "families.lifecycle.method = rhythm, as configured, fits this shop: no method separates"
                + " better.");
    assertThat(last("rhythm 0.99 0.99 true", "shop 0.74 0.77 true", "fixed 0.3 0.3 true"))
        .isEqualTo(
            "families.lifecycle.method = shop fits this shop better than rhythm, as configured.");
    assertThat(last("rhythm 0.55 0.58 true", "model 0.99 0.99 true"))
        .isEqualTo(
            "No other order of these customers carries signal (all below 0.600): the stages describe"
                + " how long ago people bought, they do not foretell who returns within 90 days.");
  }

  @Test
  void aShopThatIsTooYoungIsToldSo() {
    assertThat(
            new Recommendation(LifecycleMethod.RHYTHM, LifecycleSelection.GIVEN, 120).of(List.of()))
        .containsExactly(
            "No past date could be judged: the shop's history is shorter than"
                + " judge.min-history-days and the 120 days to watch.");
  }

  private static String last(String... methods) {
    List<String> said = said(methods);
    return said.get(said.size() - 1);
  }

  private static List<String> said(String... methods) {
    return new Recommendation(LifecycleMethod.RHYTHM, LifecycleSelection.GIVEN, 90)
        .of(Arrays.stream(methods).map(RecommendationTest::whole).toList());
  }

  private static JudgedSegment whole(String method) {
    String[] words = method.split(" ", -1);
    return new JudgedSegment(
        LocalDate.parse("2025-01-01"),
        "lifecycle",
        words[0],
        SegmentValidity.ALL,
        new JudgedSegment.Counts(
            10, 5, 5, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0),
        new JudgedSegment.Quality(
            OptionalDouble.of(Double.parseDouble(words[1])),
            OptionalDouble.of(Double.parseDouble(words[2])),
            Optional.of(Boolean.parseBoolean(words[3])),
            OptionalDouble.empty()));
  }
}
