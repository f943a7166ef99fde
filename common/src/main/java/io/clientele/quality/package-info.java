/** The row rules: which source rows are accepted, guests, or rejected and why. */
@NullMarked
package io.clientele.quality;

import org.jspecify.annotations.NullMarked;
