package io.clientele.family;

/**
 * The model that stands when a family is fitted again.
 *
 * @param model the newest model of the same settings before the fit date
 * @param change how much the new fit may change
 */
public record Standing(FamilyModel model, Change change) {

  /** How much a new fit may change. */
  public enum Change {
    /** No more than the family's settings allow. */
    LIMITED,
    /** Anything: somebody asked for the refit. */
    ANY
  }
}
