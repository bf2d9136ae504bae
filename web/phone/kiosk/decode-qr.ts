/** Loaded only when somebody opens the camera. */
import jsQr from "jsqr";

/** @returns what the QR code in the picture says; null when there is none to be read */
export const decodeQr = ({ data, width, height }: ImageData): string | null =>
  jsQr(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? null;
