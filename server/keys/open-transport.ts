import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { Problem } from "../core/problem.ts";
import { TRANSPORT_INFO } from "../core/ticket/transport.ts";
import type { PollKeyRow } from "../store/roll.ts";

/** DER around the 32 raw bytes of a private X25519 key (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
const TAG_BYTES = 16;

const privateKeys = new WeakMap<PollKeyRow, KeyObject>();

/**
 * Opens what a phone sealed to the poll's transport key for this path.
 *
 * @param epk ephemeral public key, 32 bytes
 * @throws Problem request.malformed when it does not open
 * @source docs/http.md
 */
export function openTransport(keys: PollKeyRow, epk: Uint8Array, path: string, box: Uint8Array): Uint8Array {
  try {
    if (epk.length !== 32 || box.length < TAG_BYTES) throw new Error("too short");
    // As JWK, because reading DER takes longer than all the rest here.
    const x = Buffer.from(epk).toString("base64url");
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "X25519", x }, format: "jwk" });
    const shared = diffieHellman({ privateKey: privateKeyOf(keys), publicKey });
    const salt = Buffer.concat([epk, keys.transportPublic]);
    const key = Buffer.from(hkdfSync("sha256", shared, salt, TRANSPORT_INFO, 32));
    const decipher = createDecipheriv("chacha20-poly1305", key, Buffer.alloc(12), {
      authTagLength: TAG_BYTES,
    });
    const end = box.length - TAG_BYTES;
    decipher.setAAD(Buffer.from(path, "utf8"), { plaintextLength: end });
    decipher.setAuthTag(box.subarray(end));
    return Buffer.concat([decipher.update(box.subarray(0, end)), decipher.final()]);
  } catch {
    // Which step failed is nobody's business: wrong key, wrong path and altered bytes look alike.
    throw new Problem("request.malformed", { reason: "sealed" });
  }
}

function privateKeyOf(keys: PollKeyRow): KeyObject {
  let key = privateKeys.get(keys);
  if (!key) {
    const der = Buffer.concat([PKCS8_HEAD, keys.transportPrivate]);
    key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    privateKeys.set(keys, key);
  }
  return key;
}
