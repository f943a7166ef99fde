/** The configuration as immutable values; every problem in it is reported at once. */
@NullMarked
package io.clientele.settings;

import org.jspecify.annotations.NullMarked;
