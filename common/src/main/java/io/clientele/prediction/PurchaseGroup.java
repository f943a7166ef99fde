package io.clientele.prediction;

/**
 * Customers with the same purchase history.
 *
 * @param repeats purchase days after the first, each
 * @param lastDay days from the first purchase day to the last
 * @param age days from the first purchase day to the day of the fit
 * @param customers how many they are
 */
public record PurchaseGroup(long repeats, int lastDay, int age, long customers) {}
