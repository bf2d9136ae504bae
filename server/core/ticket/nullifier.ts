import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8Bytes } from "./bytes.ts";

const NULLIFIER = utf8Bytes("nullifier/v1");
const RETRY = utf8Bytes("retry/v1");

/** SHA-256("nullifier/v1" ‖ keyId ‖ message): one per credential; a second ballot with it is refused. */
export const nullifierOf = (keyId: Uint8Array, message: Uint8Array): Uint8Array =>
  sha256(concatBytes(NULLIFIER, keyId, message));

/** SHA-256("retry/v1" ‖ retry): all that the box keeps to tell a repeated request from another ballot. */
export const retryDigest = (retry: Uint8Array): Uint8Array => sha256(concatBytes(RETRY, retry));
