/** Tests of the room guess. */
@NullMarked
package io.clientele.guess;

import org.jspecify.annotations.NullMarked;
