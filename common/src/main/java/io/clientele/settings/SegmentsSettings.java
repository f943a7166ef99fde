package io.clientele.settings;

/**
 * What concerns the segment table as a whole.
 *
 * @param controlSalt text mixed into the control bucket; another salt deals customers anew
 * @param insights whether a run sums the segments up for BI and the report
 */
public record SegmentsSettings(String controlSalt, boolean insights) {}
