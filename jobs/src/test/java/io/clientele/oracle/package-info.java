/**
 * The contract written a second time, naively: plain loops over lists, against which the jobs are
 * compared row by row.
 */
@NullMarked
package io.clientele.oracle;

import org.jspecify.annotations.NullMarked;
