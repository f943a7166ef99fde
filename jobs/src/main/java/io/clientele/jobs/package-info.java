/** The jobs: each reads like its own summary - guard, read, transform, write, report. */
@NullMarked
package io.clientele.jobs;

import org.jspecify.annotations.NullMarked;
