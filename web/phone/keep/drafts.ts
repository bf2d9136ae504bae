/**
 * Answers not yet submitted, sealed on the phone with a key that only the slip's code gives: whoever picks up the
 * phone, or fills in another slip on it, finds nothing to read and nothing to tell whose it is.
 *
 * @source docs/decisions/0040-what-the-phone-keeps.md
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url, toBase64Url } from "../../../server/core/ticket/bytes.ts";
import { phoneShelf, type Shelf } from "./shelf.ts";

export interface Draft {
  /** Digest of the form the answers were given to. */
  readonly digest: string;
  readonly answers: Readonly<Record<string, unknown>>;
  /** What was answered to questions that are hidden now; never submitted. */
  readonly aside?: Readonly<Record<string, unknown>>;
  /** Lines that should be numbers and are none, as they stand there. */
  readonly unread?: Readonly<Record<string, string>>;
  /** Index of the page last shown. */
  readonly page: number;
  /** Random, base64url; the same for every attempt to submit this form. */
  readonly retry: string;
  /** 提交 was pressed on these answers: if the ballot is in, sending it once more brings its receipt. */
  readonly isSent?: true;
}

export interface DraftBox {
  read(instrument: string): Draft | null;
  /** @returns whether it was kept */
  write(instrument: string, draft: Draft): boolean;
  wipe(instrument: string): void;
}

const SALT = new TextEncoder().encode("plumbline/v1");
const NONCE_BYTES = 12;
const BUCKET_BYTES = 4096;

/**
 * The drafts of one ticket in one poll.
 *
 * @param code the 20 characters of the slip
 * @param random cryptographically random bytes
 */
export function draftBox(
  code: string,
  poll: string,
  random: (length: number) => Uint8Array,
  place: Shelf = phoneShelf,
): DraftBox {
  const derive = (use: string, length: number) =>
    hkdf(sha256, new TextEncoder().encode(code), SALT, new TextEncoder().encode(use), length);
  const key = derive(`draft-key/${poll}`, 32);
  const nameOf = (instrument: string) =>
    `plumbline/draft/${toBase64Url(derive(`draft-name/${poll}/${instrument}`, 16))}`;
  return {
    read(instrument) {
      const kept = place.get(nameOf(instrument));
      return kept === null ? null : open(key, kept);
    },
    write: (instrument, draft) => place.put(nameOf(instrument), seal(key, draft, random(NONCE_BYTES))),
    wipe: (instrument) => place.remove(nameOf(instrument)),
  };
}

function seal(key: Uint8Array, draft: Draft, nonce: Uint8Array): string {
  const box = chacha20poly1305(key, nonce).encrypt(padded(JSON.stringify(draft)));
  return `${toBase64Url(nonce)}.${toBase64Url(box)}`;
}

/** Blanks behind the JSON, so that the length of a draft does not tell which options were chosen. */
function padded(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const whole = new Uint8Array(Math.ceil(bytes.length / BUCKET_BYTES) * BUCKET_BYTES).fill(0x20);
  whole.set(bytes);
  return whole;
}

/** null for whatever does not open: another version's, or damaged. */
function open(key: Uint8Array, kept: string): Draft | null {
  const [nonce = "", box = ""] = kept.split(".");
  try {
    const bytes = chacha20poly1305(key, fromBase64Url(nonce)).decrypt(fromBase64Url(box));
    return JSON.parse(new TextDecoder().decode(bytes)) as Draft;
  } catch {
    return null;
  }
}
