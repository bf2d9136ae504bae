/** Our client and server against `tests/vectors/ticket.json`, which other code made. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { signBlinded } from "../../keys/blind-sign.ts";
import { receiptOf } from "../../keys/receipt.ts";
import { verifyCredential } from "../../keys/verify-credential.ts";
import { normaliseCode } from "./code.ts";
import { prepareCredential } from "./credential.ts";
import { blindingSeedOf, entitlementOf, ticketHashOf } from "./derive.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { nullifierOf, retryDigest } from "./nullifier.ts";
import { parseSpki } from "./spki.ts";
import { transportKeyIdOf } from "./transport.ts";

interface CredentialVector {
  readonly spki: string;
  readonly pkcs8: string;
  readonly keyId: string;
  readonly message: string;
  readonly blinded: string;
  readonly blindSignature: string;
  readonly signature: string;
  readonly nullifier: string;
  readonly receipt: string;
}

interface TicketVectors {
  readonly code: string;
  readonly typed: readonly string[];
  readonly a: string;
  readonly b: string;
  readonly ticketHash: string;
  readonly credentials: readonly CredentialVector[];
  readonly transport: string;
  readonly transportKeyId: string;
  readonly fingerprint: string;
  readonly receiptKey: string;
  readonly retry: string;
  readonly retryDigest: string;
}

const file = new URL("../../../tests/vectors/ticket.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as TicketVectors;
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (value: Uint8Array) => Buffer.from(value).toString("hex");

describe("the ticket vectors", () => {
  it("derive entitlement, seed and hash from the code, however it was typed", () => {
    for (const typed of [vectors.code, ...vectors.typed]) {
      const code = normaliseCode(typed);
      expect(code).toBe(vectors.code);
      expect(hex(entitlementOf(code))).toBe(vectors.a);
      expect(hex(blindingSeedOf(code))).toBe(vectors.b);
      expect(hex(ticketHashOf(code))).toBe(vectors.ticketHash);
    }
  });

  it.each(vectors.credentials)("blind, sign, unblind, spend $keyId", (vector) => {
    const row = {
      keyId: bytes(vector.keyId),
      poll: "poll",
      block: "A",
      instrument: "one",
      source: "ticket" as const,
      publicSpki: bytes(vector.spki),
      privatePkcs8: bytes(vector.pkcs8),
    };
    const prepared = prepareCredential(bytes(vectors.b), row.publicSpki);
    expect(hex(parseSpki(row.publicSpki).keyId)).toBe(vector.keyId);
    expect(hex(prepared.keyId)).toBe(vector.keyId);
    expect(hex(prepared.message)).toBe(vector.message);
    expect(hex(prepared.blinded)).toBe(vector.blinded);
    expect(hex(signBlinded(row, prepared.blinded))).toBe(vector.blindSignature);
    expect(hex(prepared.finish(bytes(vector.blindSignature)))).toBe(vector.signature);
    expect(verifyCredential(row, prepared.message, bytes(vector.signature))).toBe(true);
    expect(hex(nullifierOf(row.keyId, prepared.message))).toBe(vector.nullifier);
    expect(receiptOf(bytes(vectors.receiptKey), bytes(vector.nullifier))).toBe(vector.receipt);
  });

  it("name the keys of a batch in any order and fold a retry", () => {
    const ids = vectors.credentials.map((one) => bytes(one.keyId));
    const transport = transportKeyIdOf(bytes(vectors.transport));
    expect(hex(transport)).toBe(vectors.transportKeyId);
    expect(fingerprintOf([...ids, transport])).toBe(vectors.fingerprint);
    expect(fingerprintOf([transport, ...ids.toReversed()])).toBe(vectors.fingerprint);
    expect(fingerprintOf(ids)).not.toBe(vectors.fingerprint);
    expect(hex(retryDigest(bytes(vectors.retry)))).toBe(vectors.retryDigest);
  });
});
