/** The command line: the only place that knows scopt and the process it runs in. */
@NullMarked
package io.clientele.cli;

import org.jspecify.annotations.NullMarked;
