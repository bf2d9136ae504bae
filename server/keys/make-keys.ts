import { generateKeyPair, randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { transportKeyIdOf } from "../core/ticket/transport.ts";
import { type KeyBits, USUAL_BITS } from "../core/round/round.ts";
import type { Source } from "../core/tally/tally.ts";
import type { PollKeyRow, SigningKeyRow } from "../store/roll.ts";
import { sha256 } from "./digest.ts";

const generate = promisify(generateKeyPair);

/** What one signing key is for. */
export interface WantedKey {
  readonly instrument: string;
  readonly block: string;
  readonly source: Source;
}

// The thread pool has four threads; one stays free for files and passwords.
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism()));

/** All keys of a poll: one RSA key per wanted (block, instrument, source), X25519 for transport, HMAC for receipts. */
export async function makePollKeys(
  poll: string,
  wanted: readonly WantedKey[],
  bits: KeyBits = USUAL_BITS,
): Promise<{ pollKeys: PollKeyRow; signing: SigningKeyRow[] }> {
  const { publicKey, privateKey } = await generate("x25519");
  const transportPublic = rawTail(publicKey.export({ format: "der", type: "spki" }));
  const pollKeys: PollKeyRow = {
    poll,
    transportKeyId: transportKeyIdOf(transportPublic),
    transportPublic,
    transportPrivate: rawTail(privateKey.export({ format: "der", type: "pkcs8" })),
    receiptKey: randomBytes(32),
  };
  return { pollKeys, signing: await makeSigningKeys(poll, wanted, bits) };
}

/** RSA keys in the order of `wanted`, made in the thread pool a few at a time (about 150 ms of CPU each). */
export async function makeSigningKeys(
  poll: string,
  wanted: readonly WantedKey[],
  bits: KeyBits = USUAL_BITS,
): Promise<SigningKeyRow[]> {
  const made: SigningKeyRow[] = [];
  let next = 0;
  const work = async () => {
    while (next < wanted.length) {
      const at = next;
      next += 1;
      made[at] = await makeSigningKey(poll, wanted[at]!, bits);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}

async function makeSigningKey(poll: string, wanted: WantedKey, bits: KeyBits): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: bits,
    publicExponent: 0x10001,
  });
  const publicSpki = publicKey.export({ format: "der", type: "spki" });
  const privatePkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  return { ...wanted, poll, keyId: sha256(publicSpki), publicSpki, privatePkcs8 };
}

/** The raw key of an X25519 DER: its last 32 bytes (RFC 8410). */
const rawTail = (der: Buffer): Uint8Array => new Uint8Array(der.subarray(der.length - 32));
