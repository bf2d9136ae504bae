import { enrolmentAddress } from "../core/access/one-time-code.ts";
import { words } from "../../web/text/words.ts";
import { type QrPath, qrPath } from "./qr-path.ts";

/** The QR code from which a phone takes over the secret of an account; the phone lists it under the product's name. */
export const enrolmentQr = (secret: string, account: string): QrPath =>
  qrPath(enrolmentAddress(secret, account, words.product));
