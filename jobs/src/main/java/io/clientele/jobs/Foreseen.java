package io.clientele.jobs;

import io.clientele.table.Size;

/**
 * What maintain would do to one table, and what that would remove besides.
 *
 * @param plan what it would set out to do
 * @param unread files that nobody reads and that are old enough to be removed
 */
public record Foreseen(TablePlan plan, Size unread) {}
