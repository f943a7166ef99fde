/** The report for people: facts of the small tables to sections, sections to one HTML page. */
@NullMarked
package io.clientele.report;

import org.jspecify.annotations.NullMarked;
