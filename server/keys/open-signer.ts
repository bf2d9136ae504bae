import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename } from "node:path";
import type { Signer } from "../core/parcel/signer.ts";
import { Problem } from "../core/problem.ts";

/** DER around the 32 raw bytes of a public Ed25519 key (RFC 8410). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The key that this installation signs with, made at its first start into a file that only its owner can read. It is
 * in no backup: whoever restores one gets a key of his own, and its fingerprint is compared anew.
 *
 * @throws Problem store.damaged when what stands in the file is no Ed25519 key, store.storage-full
 */
export function openSigner(path: string): Signer {
  if (!existsSync(path)) makeKeyFile(path);
  const key = readKey(path);
  const publicKey = new Uint8Array(
    createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32),
  );
  return { publicKey, sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
}

/** Whether `signature` is the Ed25519 signature over `bytes` by the raw key of 32 bytes. */
export function verifySigned(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const der = Buffer.concat([SPKI_HEAD, publicKey]);
    return verify(null, bytes, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
  } catch {
    return false;
  }
}

/** Written beside its place and renamed: a start that is cut off leaves no half key. */
function makeKeyFile(path: string): void {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" });
  const half = `${path}.tmp`;
  try {
    rmSync(half, { force: true });
    const descriptor = openSync(half, "wx", 0o600);
    try {
      writeSync(descriptor, String(pem));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new Problem("store.storage-full", {});
    throw error;
  }
}

function readKey(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // What cannot be read as a key is damaged, whatever it is.
  }
  throw new Problem("store.damaged", { file: basename(path), reason: "not-a-key" });
}
