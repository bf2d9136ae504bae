/** 动态口令: codes of six digits from a secret that a phone and the store share. @source RFC 6238, RFC 4226 */
import { Secret, TOTP } from "otpauth";

const STEP_SECONDS = 30;
/** Steps by which the clocks of phone and server may differ, either way. */
const DRIFT_STEPS = 1;
/** As long as the digest of HMAC-SHA-1. @source RFC 4226 §4 R6 */
export const SECRET_BYTES = 20;
export const CODE_PATTERN = /^[0-9]{6}$/;

/** What every phone program takes without being told. */
const KIND = { algorithm: "SHA1", digits: 6, period: STEP_SECONDS } as const;

/** @param bytes `SECRET_BYTES` random bytes. @returns the secret as it is kept and typed: base32 without padding */
export const newSecret = (bytes: Uint8Array): string =>
  new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;

/**
 * The step of 30 seconds whose code this is, that of `nowMs` or one beside it.
 *
 * @param nowMs milliseconds since 1970 UTC
 * @returns null when it is the code of none of the three
 */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  if (!CODE_PATTERN.test(code)) return null;
  const delta = TOTP.validate({
    ...KIND,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: nowMs,
    window: DRIFT_STEPS,
  });
  return delta === null ? null : TOTP.counter({ period: STEP_SECONDS, timestamp: nowMs }) + delta;
}

/** What the QR code says that a phone takes the secret from: `otpauth://totp/…`, text percent-encoded. */
export const enrolmentAddress = (secret: string, account: string, issuer: string): string =>
  new TOTP({ ...KIND, issuer, label: account, secret: Secret.fromBase32(secret) }).toString();
