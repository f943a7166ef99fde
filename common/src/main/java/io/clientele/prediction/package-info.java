/**
 * How likely customers are to come back, and what they may spend: models of purchases and their
 * fits by maximum likelihood. Pure mathematics; nothing here knows Spark.
 */
@NullMarked
package io.clientele.prediction;

import org.jspecify.annotations.NullMarked;
