/** What a phone derives from its code. @source anonymity.md §3a */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Bytes } from "./bytes.ts";

const SALT = utf8Bytes("plumbline/v1");

const derived = (code: string, info: string): Uint8Array =>
  hkdf(sha256, utf8Bytes(code), SALT, utf8Bytes(info), 32);

/** `a`, 32 bytes: shown to the server once, proves that the holder may answer. `code` is normalised. */
export const entitlementOf = (code: string): Uint8Array => derived(code, "entitlement");

/** `b`, 32 bytes: seeds everything random of the credentials and never leaves the phone. `code` is normalised. */
export const blindingSeedOf = (code: string): Uint8Array => derived(code, "blinding");

/** SHA-256(a): all that the server keeps of a ticket. */
export const ticketHashOf = (code: string): Uint8Array => sha256(entitlementOf(code));
