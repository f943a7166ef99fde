package io.clientele.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * Searches the parameters of greatest likelihood: in logarithms, so that all stay above 0 and a
 * step is a factor; from the best few of many starts; and once more from the best point found.
 *
 * <p>The first searches may look at a part of many customers: from where they end it is not far,
 * and the last searches, which look at all, end where they always would.
 *
 * @param ranges where each parameter is searched
 */
record MaximumLikelihood(List<Range> ranges) {
  private static final int SEARCHES = 3;
  private static final int MOST_EVALUATIONS = 1_500;
  private static final int MOST_RESTARTS = 6;

  /** Steps, as logarithms: a first one of about a factor of two, the last of a millionth. */
  private static final double FIRST_STEP = 0.7;

  private static final double RESTART_STEP = 0.05;
  private static final double LAST_STEP = 1e-7;

  /** Gain in log-likelihood below which a search begun anew has found nothing better. */
  private static final double NO_GAIN = 1e-6;

  private static final double AT_BOUND = 1e-3;

  /**
   * Where a parameter is searched.
   *
   * @param name its name
   * @param least least value, above 0
   * @param most greatest value
   */
  record Range(String name, double least, double most) {

    double logLeast() {
      return Math.log(least);
    }

    double logMost() {
      return Math.log(most);
    }
  }

  /**
   * Returns the best fit.
   *
   * @param starts points to begin at, deterministic
   * @param model the model at given parameters
   * @param ofPart log-likelihood of a model over a part of the customers, or over all
   * @param ofAll log-likelihood of a model over all customers
   */
  <M> Fit<M> search(
      List<double[]> starts,
      Function<double[], M> model,
      ToDoubleFunction<M> ofPart,
      ToDoubleFunction<M> ofAll) {
    Search rough = new Search(point -> ofPart.applyAsDouble(model.apply(exponentials(point))));
    double[] near = fromStarts(starts, rough);
    Search search = new Search(point -> ofAll.applyAsDouble(model.apply(exponentials(point))));
    PointValuePair best = new PointValuePair(near, search.value(near));
    boolean isConverged = false;
    for (int restart = 0; restart < MOST_RESTARTS && !isConverged; restart++) {
      PointValuePair again = better(best, search.from(best, RESTART_STEP));
      isConverged = again.getValue() - best.getValue() < NO_GAIN;
      best = again;
    }
    double[] at = best.getPoint();
    return new Fit<>(
        model.apply(exponentials(at)),
        best.getValue(),
        rough.evaluations + search.evaluations,
        isConverged && Double.isFinite(best.getValue()),
        atBounds(at));
  }

  /** Returns the best point that is found from the best starts. */
  private double[] fromStarts(List<double[]> starts, Search search) {
    List<PointValuePair> tried = new ArrayList<>();
    for (double[] start : starts) {
      double[] inside = inside(start);
      tried.add(new PointValuePair(inside, search.value(inside)));
    }
    tried.sort(Comparator.comparingDouble((PointValuePair pair) -> -pair.getValue()));
    PointValuePair best = tried.get(0);
    for (PointValuePair start : tried.subList(0, Math.min(SEARCHES, tried.size()))) {
      best = better(best, search.from(start, FIRST_STEP));
    }
    return best.getPoint();
  }

  private static PointValuePair better(PointValuePair one, PointValuePair other) {
    return other.getValue() > one.getValue() ? other : one;
  }

  private double[] inside(double[] start) {
    double[] inside = new double[start.length];
    for (int i = 0; i < start.length; i++) {
      Range range = ranges.get(i);
      inside[i] = Math.log(Math.min(range.most(), Math.max(range.least(), start[i])));
    }
    return inside;
  }

  private static double[] exponentials(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  private SimpleBounds bounds() {
    return new SimpleBounds(
        ranges.stream().mapToDouble(Range::logLeast).toArray(),
        ranges.stream().mapToDouble(Range::logMost).toArray());
  }

  private List<String> atBounds(double[] at) {
    List<String> atBounds = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      Range range = ranges.get(i);
      if (at[i] - range.logLeast() < AT_BOUND || range.logMost() - at[i] < AT_BOUND) {
        atBounds.add(range.name());
      }
    }
    return atBounds;
  }

  /** One search after the other over the same likelihood. */
  private final class Search {
    private final ToDoubleFunction<double[]> likelihood;
    private int evaluations;

    Search(ToDoubleFunction<double[]> likelihood) {
      this.likelihood = likelihood;
    }

    double value(double[] point) {
      evaluations++;
      double value = likelihood.applyAsDouble(point);
      // The optimiser cannot use what is no number: it is told that nothing is worse.
      return Double.isNaN(value) || value == Double.NEGATIVE_INFINITY ? -Double.MAX_VALUE : value;
    }

    PointValuePair from(PointValuePair start, double step) {
      int dimension = start.getPoint().length;
      BOBYQAOptimizer optimizer =
          new BOBYQAOptimizer((dimension + 1) * (dimension + 2) / 2, step, LAST_STEP);
      try {
        return optimizer.optimize(
            new MaxEval(MOST_EVALUATIONS),
            new ObjectiveFunction(this::value),
            GoalType.MAXIMIZE,
            new InitialGuess(start.getPoint()),
            bounds());
      } catch (MathIllegalStateException exhausted) {
        // Too many evaluations, or a step lost to rounding: the fit says that it did not converge.
        return start;
      }
    }
  }
}
