package io.clientele.settings;

/**
 * The ready-made flags.
 *
 * @param enabled whether their columns are filled
 */
public record ReadyMadeSettings(boolean enabled) {}
