/** What tests share. */
@NullMarked
package io.clientele.testing;

import org.jspecify.annotations.NullMarked;
