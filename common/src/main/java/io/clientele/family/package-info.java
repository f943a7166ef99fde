/** The segment families: each fits a model on a base and assigns labels by expressions. */
@NullMarked
package io.clientele.family;

import org.jspecify.annotations.NullMarked;
