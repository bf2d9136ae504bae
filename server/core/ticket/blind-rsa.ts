/** The arithmetic of RFC 9474 on the client's side; names follow the RFC. */
import { fromInteger, toInteger } from "./bytes.ts";
import { encodePss } from "./pss.ts";

export interface RsaNumbers {
  readonly n: bigint;
  readonly e: bigint;
}

export interface Blinding {
  /** EMSA-PSS of the message as an integer. */
  readonly encoded: bigint;
  readonly blinded: Uint8Array;
  /** r⁻¹ mod n. */
  readonly inverse: bigint;
}

const ZERO = BigInt(0);
const ONE = BigInt(1);

/**
 * Blind: m·rᵉ mod n with m = EMSA-PSS-ENCODE(message, salt).
 *
 * @param r 1 < r < n
 * @returns null when m or r shares a factor with n (probability about 2⁻¹⁰²³)
 * @source RFC 9474 §4.2
 */
export function blind(key: RsaNumbers, message: Uint8Array, salt: Uint8Array, r: bigint): Blinding | null {
  const { n, e } = key;
  const bits = n.toString(2).length;
  const encoded = toInteger(encodePss(message, salt, bits - 1));
  // One inversion serves both: m·r has an inverse only if m and r have one, and m·(m·r)⁻¹ = r⁻¹.
  const both = inverseOf((encoded * r) % n, n);
  if (both === null) return null;
  const blinded = (encoded * powerOf(r, e, n)) % n;
  return { encoded, blinded: fromInteger(blinded, Math.ceil(bits / 8)), inverse: (encoded * both) % n };
}

/**
 * Finalize: the signature s = z·r⁻¹ mod n, once sᵉ gives back the encoded message.
 *
 * @param blindSignature z, as long as the modulus
 * @returns null when it is no signature of what was blinded
 * @source RFC 9474 §4.4; the comparison with m is exact, for whoever blinded knows the salt
 */
export function finalize(key: RsaNumbers, blinding: Blinding, blindSignature: Uint8Array): Uint8Array | null {
  const { n, e } = key;
  const z = toInteger(blindSignature);
  if (blindSignature.length !== blinding.blinded.length || z >= n) return null;
  const s = (z * blinding.inverse) % n;
  return powerOf(s, e, n) === blinding.encoded ? fromInteger(s, blindSignature.length) : null;
}

/** base^exponent mod n, square and multiply. */
export function powerOf(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = ONE;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % n;
    if (bit === "1") result = (result * base) % n;
  }
  return result;
}

/** x⁻¹ mod n by the extended Euclidean algorithm; null when they share a factor. */
export function inverseOf(x: bigint, n: bigint): bigint | null {
  let [low, high] = [n, x % n];
  let [before, now] = [ZERO, ONE];
  while (high !== ZERO) {
    const quotient = low / high;
    [low, high] = [high, low - quotient * high];
    [before, now] = [now, before - quotient * now];
  }
  if (low !== ONE) return null;
  return before < ZERO ? before + n : before;
}
