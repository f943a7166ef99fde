package io.clientele.settings;

/** The models of purchases that may be asked for. */
public enum PredictionMethod {
  /** A customer may be lost after each repeat purchase. */
  BG_NBD,
  /** A customer may be lost after each purchase, the first included. */
  MBG_NBD
}
