/** Tests of the sample shop. */
@NullMarked
package io.clientele.sample;

import org.jspecify.annotations.NullMarked;
