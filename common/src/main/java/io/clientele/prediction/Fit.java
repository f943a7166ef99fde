package io.clientele.prediction;

import java.util.List;

/**
 * A model fitted by maximum likelihood, and how well that went.
 *
 * @param model the model at the best parameters found
 * @param logLikelihood its log-likelihood
 * @param evaluations likelihoods computed on the way
 * @param isConverged whether a search begun anew at the best point found nothing better
 * @param atBounds names of the parameters that ended at the edge of what is searched
 * @param <M> the kind of model
 */
public record Fit<M>(
    M model, double logLikelihood, int evaluations, boolean isConverged, List<String> atBounds) {

  /** Keeps its own copy of the list. */
  public Fit {
    atBounds = List.copyOf(atBounds);
  }
}
