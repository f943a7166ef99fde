/** The shop's own tables, read and mapped onto Clientele's logical columns. */
@NullMarked
package io.clientele.source;

import org.jspecify.annotations.NullMarked;
