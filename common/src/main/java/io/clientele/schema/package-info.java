/**
 * The tables: one class each, with every column's name, type and meaning, spelled here and nowhere
 * else.
 */
@NullMarked
package io.clientele.schema;

import org.jspecify.annotations.NullMarked;
