import { constants, sign } from "node:crypto";
import type { SigningKeyRow } from "../store/roll.ts";
import { privateKeyOf } from "./key-objects.ts";

/** An ordinary RSASSA-PSS signature (SHA-384, salt 48): the credential of a ballot that the office brings in itself. */
export function signMessage(key: SigningKeyRow, message: Uint8Array): Uint8Array {
  return sign("sha384", message, {
    key: privateKeyOf(key),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  });
}
