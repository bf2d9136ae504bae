import { sha256 } from "@noble/hashes/sha2.js";
import { Problem } from "../problem.ts";
import { compareBytes, concatBytes, toInteger } from "./bytes.ts";

/** RSA public key; e is always 65537. */
export interface RsaPublicKey {
  /** SHA-256 of the SPKI DER. */
  readonly keyId: Uint8Array;
  readonly n: bigint;
  readonly e: bigint;
  /** Length of the modulus in bytes, 256 or 384. */
  readonly size: number;
}

const MODULUS_SIZES = [256, 384] as const;
const RSA_ENCRYPTION_NULL = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
const EXPONENT_65537 = Uint8Array.of(0x02, 0x03, 1, 0, 1);

/**
 * Reads the SubjectPublicKeyInfo of a signing key.
 *
 * DER leaves one encoding for each admissible key, and only the modulus may differ, so everything around it is
 * compared byte by byte: another exponent, modulus length, algorithm, parameter or trailing byte cannot pass.
 * One label with two moduli, or an even modulus, would let a server tell requests apart.
 *
 * @throws Problem credential.key-mismatch
 * @source anonymity.md §3a; RFC 8017 A.1.1, RFC 5280 §4.1.2.7
 */
export function parseSpki(spki: Uint8Array): RsaPublicKey {
  const size = MODULUS_SIZES.find((bytes) => spki.length === bytes + 38);
  if (size === undefined) throw refused();
  const head = headOf(size);
  const modulus = spki.subarray(head.length, head.length + size);
  const isExpected = compareBytes(spki, concatBytes(head, modulus, EXPONENT_65537)) === 0;
  const isFullLength = modulus[0]! >= 0x80;
  const isOdd = (modulus[size - 1]! & 1) === 1;
  if (!isExpected || !isFullLength || !isOdd) throw refused();
  return { keyId: sha256(spki), n: toInteger(modulus), e: BigInt(65537), size };
}

/** SEQUENCE { AlgorithmIdentifier, BIT STRING { SEQUENCE { INTEGER n — up to its leading zero byte. */
function headOf(size: number): Uint8Array {
  const long = (tag: number, length: number) => [tag, 0x82, length >> 8, length & 0xff];
  return Uint8Array.from([
    ...long(0x30, size + 34),
    ...RSA_ENCRYPTION_NULL,
    ...long(0x03, size + 15),
    0,
    ...long(0x30, size + 10),
    ...long(0x02, size + 1),
    0,
  ]);
}

const refused = () => new Problem("credential.key-mismatch", { reason: "key" });
