package io.clientele.family;

import java.time.LocalDate;

/**
 * A fitted model as a value.
 *
 * @param family the family's name
 * @param model the method that was fitted
 * @param fitDate segment date of the features it was fitted on
 * @param parameters readable JSON at full precision
 * @param n customers it was fitted on
 */
public record FamilyModel(
    String family, String model, LocalDate fitDate, String parameters, long n) {}
