/**
 * What a customer base comes to: small tables for reports and BI, made of the tables that stand.
 * Each class takes Datasets and gives the rows of one table.
 */
@NullMarked
package io.clientele.insight;

import org.jspecify.annotations.NullMarked;
