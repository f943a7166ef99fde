package io.clientele.settings;

/**
 * One thing wrong in the configuration.
 *
 * @param key the full key
 * @param where file and line, {@code --set}, or what stands for them
 * @param what what is wrong with it, without the key
 * @param cure the nearest valid key, or how to mend it
 */
public record Problem(String key, String where, String what, String cure) {}
