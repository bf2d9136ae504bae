/** Both ways against another implementation of RFC 9474: their phone with our server, our phone with their server. */
import { webcrypto } from "node:crypto";
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { beforeAll, describe, expect, it } from "vitest";
import { signBlinded } from "../../keys/blind-sign.ts";
import { makeSigningKeys } from "../../keys/make-keys.ts";
import { verifyCredential } from "../../keys/verify-credential.ts";
import type { SigningKeyRow } from "../../store/roll.ts";
import { prepareCredential } from "./credential.ts";

const suite = RSABSSA.SHA384.PSS.Deterministic();
const algorithm = { name: "RSA-PSS", hash: "SHA-384" };

describe.each([2048, 3072] as const)("@cloudflare/blindrsa-ts with %i bits", (bits) => {
  let row: SigningKeyRow;
  let publicKey: webcrypto.CryptoKey;
  let privateKey: webcrypto.CryptoKey;

  beforeAll(async () => {
    const wanted = [{ instrument: "one", block: "A", source: "ticket" as const }];
    row = (await makeSigningKeys("poll", wanted, bits))[0]!;
    const { subtle } = webcrypto;
    publicKey = await subtle.importKey("spki", row.publicSpki, algorithm, true, ["verify"]);
    privateKey = await subtle.importKey("pkcs8", row.privatePkcs8, algorithm, true, ["sign"]);
  });

  it("signs what our phone blinds, and accepts the outcome", async () => {
    const prepared = prepareCredential(webcrypto.getRandomValues(new Uint8Array(32)), row.publicSpki);
    const answer = await suite.blindSign(privateKey, prepared.blinded);
    expect(Buffer.from(answer).equals(signBlinded(row, prepared.blinded))).toBe(true);
    const signature = prepared.finish(answer);
    expect(await suite.verify(publicKey, signature, prepared.message)).toBe(true);
    expect(verifyCredential(row, prepared.message, signature)).toBe(true);
  });

  it("blinds what our server signs, and its credential is accepted", async () => {
    const message = webcrypto.getRandomValues(new Uint8Array(32));
    const { blindedMsg, inv } = await suite.blind(publicKey, message);
    const signature = await suite.finalize(publicKey, message, signBlinded(row, blindedMsg), inv);
    expect(verifyCredential(row, message, signature)).toBe(true);
  });
});
