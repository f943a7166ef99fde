package io.clientele.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * The report for people.
 *
 * @param enabled whether a run ends with the report of its date
 * @param folder where reports go; empty: beside the tables
 * @param language how numbers, amounts and dates are written
 */
public record ReportSettings(boolean enabled, Optional<String> folder, Locale language) {}
