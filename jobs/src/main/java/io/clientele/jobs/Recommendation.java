package io.clientele.jobs;

import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Which method of lifecycle fits a shop, in words.
 *
 * @param used the method the shop uses
 * @param selection whether the configuration names it, or the shop's past chose it
 * @param horizon days in which customers were watched
 */
record Recommendation(LifecycleMethod used, LifecycleSelection selection, int horizon) {
  /** Below this area under the curve an order of customers is hardly better than chance. */
  private static final double SIGNAL = 0.6;

  /** No order of real customers foretells them like this. */
  private static final double TOO_GOOD = 0.98;

  /** Clearly on the wrong side of chance. */
  private static final double INVERTED = 0.45;

  /** Differences below this are those of the sample. */
  private static final double NOTICEABLE = 0.01;

  /** Returns the sentences. */
  List<String> of(List<JudgedSegment> judged) {
    long dates = judged.stream().map(JudgedSegment::date).distinct().count();
    if (dates == 0) {
      return List.of(
          "No past date could be judged: the shop's history is shorter than judge.min-history-days and the %d days to watch."
              .formatted(horizon));
    }
    List<Method> methods =
        judged.stream()
            .filter(one -> one.family().equals("lifecycle") && one.isWhole())
            .map(JudgedSegment::method)
            .distinct()
            .flatMap(name -> Method.of(name, judged).stream())
            .sorted(
                Comparator.comparing(Method::falls)
                    .reversed()
                    .thenComparing(Comparator.comparingDouble(Method::labels).reversed()))
            .toList();
    if (methods.isEmpty()) {
      return List.of("No method of lifecycle could be judged: nobody, or everybody, returned.");
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(spread(methods, dates));
    methods.stream()
        .filter(method -> !method.falls())
        .forEach(
            method ->
                sentences.add(
                    "The stages of %s do not fall: on some date a later stage returned more often than the one before."
                        .formatted(method.name())));
    worseThanRecency(methods).ifPresent(sentences::add);
    methods.forEach(method -> suspicion(method).ifPresent(sentences::add));
    List<Method> honest = methods.stream().filter(method -> suspicion(method).isEmpty()).toList();
    sentences.add(
        honest.isEmpty()
            ? "No method is recommended: none of those judged can be trusted."
            : verdict(honest, methods.size() - honest.size()));
    return sentences;
  }

  /** What no honest method does: to know what comes, or to take it for its opposite. */
  private static Optional<String> suspicion(Method method) {
    // Stages cut too coarsely may hide what the number behind them gives away.
    double best = Math.max(method.labels(), method.score());
    if (best >= TOO_GOOD) {
      return Optional.of(
          "%s separates almost perfectly (%s): its labels know what came later, which must be a mistake."
              .formatted(method.name(), auc(best)));
    }
    if (method.labels() < INVERTED) {
      return Optional.of(
          "The stages of %s stand the wrong way round (%s): those called lost return more often."
              .formatted(method.name(), auc(method.labels())));
    }
    return Optional.empty();
  }

  private static String spread(List<Method> methods, long dates) {
    List<String> parts =
        methods.stream()
            .map(
                method ->
                    "%s %s (number behind it %s)"
                        .formatted(method.name(), auc(method.labels()), auc(method.score())))
            .toList();
    return "Area under the curve of the stages, %s: %s."
        .formatted(
            dates == 1 ? "of one past date" : "mean of " + dates + " past dates",
            String.join(", ", parts));
  }

  private String verdict(List<Method> methods, int leftOut) {
    if (methods.stream().noneMatch(method -> Math.max(method.labels(), method.score()) >= SIGNAL)) {
      return "%s of these customers carries signal (all below %s): the stages describe how long ago people bought, they do not foretell who returns within %d days."
          .formatted(leftOut == 0 ? "No order" : "No other order", auc(SIGNAL), horizon);
    }
    Method best = methods.get(0);
    OptionalDouble own =
        methods.stream()
            .filter(method -> method.name().equals(name()) && method.falls() == best.falls())
            .mapToDouble(Method::labels)
            .findFirst();
    return own.isPresent() && own.getAsDouble() > best.labels() - NOTICEABLE
        ? fits(best)
        : isBehind(best);
  }

  private String fits(Method best) {
    String why =
        name().equals(best.name())
            ? "no method separates better"
            : "the best, " + best.name() + ", is ahead by less than " + auc(NOTICEABLE);
    return switch (selection) {
      case GIVEN ->
          "families.lifecycle.method = %s, as configured, fits this shop: %s."
              .formatted(name(), why);
      case AUTO ->
          "%s, as families.lifecycle.method = auto has chosen, fits this shop: %s."
              .formatted(name(), why);
    };
  }

  private String isBehind(Method best) {
    return switch (selection) {
      case GIVEN ->
          "families.lifecycle.method = %s fits this shop better than %s, as configured."
              .formatted(best.name(), name());
      case AUTO ->
          "%s fits this shop better than %s, as families.lifecycle.method = auto has chosen; it decides anew at the first fit of the next calendar quarter, or with --refit."
              .formatted(best.name(), name());
    };
  }

  private String name() {
    return used.name().toLowerCase(Locale.ROOT);
  }

  /** With shop and fixed, days since the last purchase alone decide. */
  private Optional<String> worseThanRecency(List<Method> methods) {
    Optional<Method> own =
        methods.stream().filter(method -> method.name().equals(name())).findFirst();
    return methods.stream()
        .filter(method -> List.of("shop", "fixed").contains(method.name()))
        .max(Comparator.comparingDouble(Method::labels))
        .filter(other -> own.isPresent() && other.labels() > own.get().labels() + NOTICEABLE)
        .map(
            other ->
                "The stages by %s order customers worse than plain recency does: %s against %s (%s)."
                    .formatted(
                        name(),
                        auc(own.orElseThrow().labels()),
                        auc(other.labels()),
                        other.name()));
  }

  private static String auc(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** A method over all dates. */
  private record Method(String name, double labels, double score, boolean falls) {

    static Optional<Method> of(String name, List<JudgedSegment> judged) {
      List<JudgedSegment> wholes =
          judged.stream()
              .filter(one -> one.family().equals("lifecycle") && one.method().equals(name))
              .filter(JudgedSegment::isWhole)
              .toList();
      OptionalDouble labels = mean(wholes.stream().map(one -> one.quality().labels()));
      OptionalDouble score = mean(wholes.stream().map(one -> one.quality().score()));
      if (labels.isEmpty()) {
        return Optional.empty();
      }
      boolean falls = wholes.stream().allMatch(one -> one.quality().monotone().orElse(true));
      return Optional.of(new Method(name, labels.getAsDouble(), score.orElse(0.5), falls));
    }

    private static OptionalDouble mean(Stream<OptionalDouble> values) {
      return values
          .filter(OptionalDouble::isPresent)
          .mapToDouble(OptionalDouble::getAsDouble)
          .average();
    }
  }
}
