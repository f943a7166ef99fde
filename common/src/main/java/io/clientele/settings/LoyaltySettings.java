package io.clientele.settings;

/**
 * The loyalty family.
 *
 * @param enabled whether its columns are filled
 * @param method how tiers are cut
 * @param window what the tiers look at
 * @param refit how often the cuts are measured again
 * @param minRepeatCustomers repeat customers below which the quantile cuts are the minimums alone
 * @param frequent the tier Frequent Buyer
 * @param vip the tier VIP
 */
public record LoyaltySettings(
    boolean enabled,
    LoyaltyMethod method,
    LoyaltyWindow window,
    Refit refit,
    int minRepeatCustomers,
    TierCut frequent,
    TierCut vip) {}
