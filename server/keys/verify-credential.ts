import { constants, verify } from "node:crypto";
import { MESSAGE_BYTES } from "../core/ticket/credential.ts";
import { publicKeyOf } from "./key-objects.ts";

/** Whether `signature` is RSASSA-PSS (SHA-384, MGF1-SHA-384, salt 48) over the 32 bytes of `message` by this key. */
export function verifyCredential(
  row: { readonly publicSpki: Uint8Array },
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { key, size } = publicKeyOf(row);
  if (message.length !== MESSAGE_BYTES || signature.length !== size) return false;
  return verify(
    "sha384",
    message,
    { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
    signature,
  );
}
