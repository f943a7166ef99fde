/** The port to storage, and the only place that knows Delta and Parquet. */
@NullMarked
package io.clientele.table;

import org.jspecify.annotations.NullMarked;
