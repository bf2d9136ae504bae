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
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { machineRefusal } from "../core/machine-refusal.ts";
import type { Signer } from "../core/parcel/signer.ts";
import { Problem } from "../core/problem.ts";

/** DER around the 32 raw bytes of a public Ed25519 key (RFC 8410). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** Gives the key that all processes of the installation have; `make` makes one where there is none. */
export type KeepKey = (make: () => Uint8Array) => Promise<Uint8Array>;

/**
 * The key that this installation signs with where several processes have it in common. One that its data folder had before
 * stays the installation's key, so that whoever trusts it need not compare fingerprints anew.
 *
 * @param path where an installation of one process has its key
 * @throws Problem store.damaged when what is kept is no Ed25519 key
 */
export async function openKeptSigner(keep: KeepKey, path: string): Promise<Signer> {
  const pem = await keep(() => (existsSync(path) ? readFileSync(path) : Buffer.from(newKey())));
  return signerOf(readKey(Buffer.from(pem), basename(path)));
}

/**
 * The key that this installation signs with, made at its first start into a file that only its owner can read. It is
 * in no backup: whoever restores one gets a key of his own, and its fingerprint is compared anew.
 *
 * @throws Problem store.damaged when what stands in the file is no Ed25519 key, store.storage-full
 */
export function openSigner(path: string): Signer {
  try {
    if (!existsSync(path)) makeKeyFile(path);
    return signerOf(readKey(readFileSync(path), basename(path)));
  } catch (error) {
    throw machineRefusal(error, true);
  }
}

function signerOf(key: KeyObject): Signer {
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

/** Written beside its place and renamed, both on disk: a start that is cut off leaves no half key, and a key that has signed stays. */
function makeKeyFile(path: string): void {
  const half = `${path}.tmp`;
  rmSync(half, { force: true });
  try {
    const descriptor = openSync(half, "wx", 0o600);
    try {
      writeFileSync(descriptor, newKey());
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  syncNames(dirname(path));
}

/** Windows has no such call and needs none. */
function syncNames(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const newKey = (): string =>
  String(generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }));

/** @param file where it stands, for whoever has to look after it */
function readKey(pem: Buffer, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // What cannot be read as a key is damaged, whatever it is.
  }
  throw new Problem("store.damaged", { file, reason: "not-a-key" });
}
