/**
 * A file of orders in, a first configuration that reads it out; every guess says that it is one.
 */
@NullMarked
package io.clientele.guess;

import org.jspecify.annotations.NullMarked;
