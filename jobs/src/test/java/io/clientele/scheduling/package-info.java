/** Tests of what conf/scheduling holds. */
@NullMarked
package io.clientele.scheduling;

import org.jspecify.annotations.NullMarked;
