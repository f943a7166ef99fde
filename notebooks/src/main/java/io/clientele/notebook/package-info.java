/** What the notebooks are written with: a shop to read, tables and charts to look at. */
@NullMarked
package io.clientele.notebook;

import org.jspecify.annotations.NullMarked;
