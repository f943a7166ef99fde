/** What scripts/bench measures Clientele against; no part of the job jar. */
@NullMarked
package io.clientele.bench;

import org.jspecify.annotations.NullMarked;
