package io.clientele.settings;

/**
 * When small files are written together.
 *
 * @param minFiles small files of one date, or of a table without dates, from which on it pays
 * @param smallMib size in MiB below which a file is small
 */
public record CompactionSettings(int minFiles, int smallMib) {}
