/** One row of numbers per customer and date, by window functions and aggregates. */
@NullMarked
package io.clientele.feature;

import org.jspecify.annotations.NullMarked;
