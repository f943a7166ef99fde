/** Tests of the report. */
@NullMarked
package io.clientele.report;

import org.jspecify.annotations.NullMarked;
