/**
 * What a user is told when something cannot be done: what, where, how to mend it, and the exit
 * code.
 */
@NullMarked
package io.clientele.failure;

import org.jspecify.annotations.NullMarked;
