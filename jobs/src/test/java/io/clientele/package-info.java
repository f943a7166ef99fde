/** What holds for the whole of Clientele. */
@NullMarked
package io.clientele;

import org.jspecify.annotations.NullMarked;
