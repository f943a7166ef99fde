package io.clientele.settings;

/**
 * What concerns the segment table as a whole.
 *
 * @param controlSalt text mixed into the control bucket; another salt deals customers anew
 */
public record SegmentsSettings(String controlSalt) {}
