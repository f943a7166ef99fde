@org.jspecify.annotations.NullMarked
package io.clientele.notebook;
