package io.clientele.jobs;

import io.clientele.table.Inventory;
import io.clientele.table.Size;

/**
 * What maintain did to one table.
 *
 * @param plan what it set out to do
 * @param after the files of the table afterwards
 * @param freed what is gone from the storage
 */
public record Maintained(TablePlan plan, Inventory after, Size freed) {}
