/** The sample shop: a generated shop of any size, with the truth about its customers. */
@NullMarked
package io.clientele.sample;

import org.jspecify.annotations.NullMarked;
