/**
 * Makes `ticket.json` without a line of our own client: node:crypto for everything but the blinding, and for that
 * @cloudflare/blindrsa-ts with its random source replaced by the derived bytes. New keys are drawn on every run:
 *
 *     node tests/vectors/make-ticket-vectors.mjs
 */
import { createHash, createHmac, generateKeyPairSync, hkdfSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { RSABSSA } from "@cloudflare/blindrsa-ts";

const CODE = "7K3M9QXDTZ0142HJNPRV";
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const hkdf = (ikm, salt, info, length) => Buffer.from(hkdfSync("sha256", ikm, salt, info, length));

const a = hkdf(CODE, "plumbline/v1", "entitlement", 32);
const b = hkdf(CODE, "plumbline/v1", "blinding", 32);

async function credentialVector(modulusLength) {
  const pair = generateKeyPairSync("rsa", { modulusLength });
  const spki = pair.publicKey.export({ format: "der", type: "spki" });
  const pkcs8 = pair.privateKey.export({ format: "der", type: "pkcs8" });
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  const publicKey = await crypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]);
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const n = BigInt(
    `0x${Buffer.from(pair.publicKey.export({ format: "jwk" }).n, "base64url").toString("hex")}`,
  );

  const k = modulusLength / 8;
  const keyId = sha256(spki);
  const stream = hkdf(b, keyId, "credential/v1", 32 + 48 + k + 16);
  const [message, salt, w] = [stream.subarray(0, 32), stream.subarray(32, 80), stream.subarray(80)];
  const r = 2n + (BigInt(`0x${hex(w)}`) % (n - 2n));
  const rBytes = Buffer.from(r.toString(16).padStart(2 * k, "0"), "hex");

  const suite = RSABSSA.SHA384.PSS.Deterministic();
  const { blindedMsg, inv } = await withRandom([salt, rBytes], () =>
    suite.blind(publicKey, new Uint8Array(message)),
  );
  const blindSignature = await suite.blindSign(privateKey, blindedMsg);
  const signature = await suite.finalize(publicKey, new Uint8Array(message), blindSignature, inv);
  const nullifier = sha256(Buffer.from("nullifier/v1"), keyId, message);
  return {
    spki: hex(spki),
    pkcs8: hex(pkcs8),
    keyId: hex(keyId),
    message: hex(message),
    blinded: hex(blindedMsg),
    blindSignature: hex(blindSignature),
    signature: hex(signature),
    nullifier: hex(nullifier),
  };
}

/** Runs `act` with a random source that hands out these bytes, each to the request of its length. */
async function withRandom(supply, act) {
  const real = crypto.getRandomValues;
  const left = [...supply];
  crypto.getRandomValues = (array) => {
    if (left[0]?.length !== array.length || array.BYTES_PER_ELEMENT !== 1) return real.call(crypto, array);
    array.set(left.shift());
    return array;
  };
  const made = await act().finally(() => {
    crypto.getRandomValues = real;
  });
  if (left.length > 0) throw new Error("the library did not ask for the expected random bytes");
  return made;
}

/** Crockford letters of the first bits, by way of a string of bits. */
function crockford(bytes, letters) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  return Array.from({ length: letters }, (_, i) => alphabet[parseInt(bits.slice(5 * i, 5 * i + 5), 2)]).join(
    "",
  );
}

const credentials = [await credentialVector(2048), await credentialVector(3072)];
const transport = generateKeyPairSync("x25519")
  .publicKey.export({ format: "der", type: "spki" })
  .subarray(-32);
const transportKeyId = sha256(transport);
const keyIds = [...credentials.map((one) => Buffer.from(one.keyId, "hex")), transportKeyId];
const receiptKey = sha256(Buffer.from("a receipt key for the vectors"));
const retry = sha256(Buffer.from("a retry value for the vectors")).subarray(0, 16);

const vectors = {
  code: CODE,
  typed: [
    "7k3m-9qxd-tz01-42hj-nprv",
    " 7K3M 9QXD TZOI 42HJ NPRV ",
    "７Ｋ３Ｍ－９ｑｘｄ－ｔｚ０ｌ－４２ＨＪ－ＮＰＲＶ",
  ],
  a: hex(a),
  b: hex(b),
  ticketHash: hex(sha256(a)),
  credentials: credentials.map((one) => ({
    ...one,
    receipt: crockford(
      createHmac("sha256", receiptKey).update(Buffer.from(one.nullifier, "hex")).digest(),
      16,
    ),
  })),
  transport: hex(transport),
  transportKeyId: hex(transportKeyId),
  fingerprint: crockford(sha256(...keyIds.toSorted(Buffer.compare)), 20),
  receiptKey: hex(receiptKey),
  retry: hex(retry),
  retryDigest: hex(sha256(Buffer.from("retry/v1"), retry)),
};
writeFileSync(new URL("ticket.json", import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
