import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

interface PrivateRow {
  readonly privatePkcs8: Uint8Array;
}
interface PublicRow {
  readonly publicSpki: Uint8Array;
}

export interface PublicKey {
  readonly key: KeyObject;
  readonly n: bigint;
  /** Bytes of the modulus. */
  readonly size: number;
}

// Parsing a key costs more than using it. A row is kept as long as its poll is in memory, and the parsed key with it.
const privateKeys = new WeakMap<PrivateRow, KeyObject>();
const publicKeys = new WeakMap<PublicRow, PublicKey>();

export function privateKeyOf(row: PrivateRow): KeyObject {
  let key = privateKeys.get(row);
  if (!key) {
    key = createPrivateKey({ key: Buffer.from(row.privatePkcs8), format: "der", type: "pkcs8" });
    privateKeys.set(row, key);
  }
  return key;
}

export function publicKeyOf(row: PublicRow): PublicKey {
  let found = publicKeys.get(row);
  if (!found) {
    const key = createPublicKey({ key: Buffer.from(row.publicSpki), format: "der", type: "spki" });
    const modulus = Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url");
    found = { key, n: BigInt(`0x${modulus.toString("hex")}`), size: modulus.length };
    publicKeys.set(row, found);
  }
  return found;
}
