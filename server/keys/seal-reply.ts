import { createCipheriv, randomBytes } from "node:crypto";
import { REPLY_NONCE_BYTES } from "../core/ticket/transport.ts";

const TAG_BYTES = 16;

/**
 * Seals one bit to the phone that has asked, so that whoever has heard the question and asks it again cannot read the answer, nor
 * see that it has become another one: it has one length, and other bytes each time.
 *
 * @param secret 32 random bytes that the phone has sent inside its sealed question
 * @param path of the question, authenticated
 * @returns nonce ‖ ciphertext of one byte ‖ tag, 29 bytes
 * @source docs/http.md
 */
export function sealReply(secret: Uint8Array, path: string, isSo: boolean): Uint8Array {
  const nonce = randomBytes(REPLY_NONCE_BYTES);
  const cipher = createCipheriv("chacha20-poly1305", secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(path, "utf8"), { plaintextLength: 1 });
  const box = Buffer.concat([cipher.update(Uint8Array.of(isSo ? 1 : 0)), cipher.final()]);
  return Buffer.concat([nonce, box, cipher.getAuthTag()]);
}
