package io.clientele.jobs;

import io.clientele.schema.TableSchema;

/**
 * What forget takes out of one table.
 *
 * @param table the table
 * @param rows rows of the forgotten
 * @param dates dates they are of; 0 in a table kept whole
 */
public record ForgottenRows(TableSchema table, long rows, long dates) {}
