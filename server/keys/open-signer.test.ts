import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSigner, verifySigned } from "./open-signer.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-key-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("makes a key once, for its owner only, and signs with it from then on", () => {
  const path = join(folder, "signing-key.pem");
  const first = openSigner(path);
  const made = readFileSync(path, "utf8");
  const again = openSigner(path);
  expect(again.publicKey).toEqual(first.publicKey);
  expect(readFileSync(path, "utf8")).toBe(made);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["signing-key.pem"]);
});

it("signs what another library takes for its signature, and nothing else passes", () => {
  const signer = openSigner(join(folder, "signing-key.pem"));
  const bytes = new TextEncoder().encode("封存包");
  const signature = signer.sign(bytes);
  expect(ed25519.verify(signature, bytes, signer.publicKey)).toBe(true);
  expect(verifySigned(signer.publicKey, bytes, signature)).toBe(true);
  const other = openSigner(join(folder, "other.pem"));
  expect(verifySigned(other.publicKey, bytes, signature)).toBe(false);
  expect(verifySigned(signer.publicKey, bytes.subarray(1), signature)).toBe(false);
  expect(verifySigned(signer.publicKey, bytes, signature.subarray(1))).toBe(false);
  expect(verifySigned(signer.publicKey.subarray(1), bytes, signature)).toBe(false);
});

it("refuses a file that holds no such key, and leaves it as it is", () => {
  const path = join(folder, "signing-key.pem");
  writeFileSync(path, "-----BEGIN PRIVATE KEY-----\nhalf");
  const damaged = { code: "store.damaged", facts: { file: "signing-key.pem", reason: "not-a-key" } };
  expect(() => openSigner(path)).toThrow(expect.objectContaining(damaged));
  expect(readFileSync(path, "utf8")).toContain("half");
});
