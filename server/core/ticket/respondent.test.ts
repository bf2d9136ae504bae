import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../keys/digest.ts";
import { signBlinded } from "../../keys/blind-sign.ts";
import { makePollKeys } from "../../keys/make-keys.ts";
import { openTransport } from "../../keys/open-transport.ts";
import { sealReply } from "../../keys/seal-reply.ts";
import { verifyCredential } from "../../keys/verify-credential.ts";
import type { PollKeyRow, SigningKeyRow } from "../../store/roll.ts";
import { fromBase64Url, toBase64Url, utf8Bytes } from "./bytes.ts";
import { ticketHashOf } from "./derive.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { BUCKET_BYTES } from "./padding.ts";
import type { FetchLike, PhonePort, PhoneRequest } from "./phone-port.ts";
import { cast, enter, isCast, type KeysDocument, newRetry, prepareAhead, redeem } from "./respondent.ts";

const CODE = "7K3M9QXDTZ0142HJNPRV";
const FORMS = ["team", "members", "survey"];
const b64 = (bytes: Uint8Array) => toBase64Url(bytes);

/** The wire of docs/http.md over real keys; what is behind the wire is tested with the services. */
interface Wire {
  readonly seen: { path: string; request: PhoneRequest; body: Record<string, unknown> }[];
  document: KeysDocument;
  /** Answers in place of the server when set. */
  instead: ((path: string) => Awaited<ReturnType<FetchLike>> | null) | null;
  readonly cast: Set<string>;
}

let pollKeys: PollKeyRow;
let signing: SigningKeyRow[];
let wire: Wire;

beforeAll(async () => {
  const wanted = FORMS.map((instrument) => ({ instrument, block: "B+C", source: "ticket" as const }));
  const more = { instrument: "team", block: "A", source: "ticket" as const };
  ({ pollKeys, signing } = await makePollKeys("poll-1", [...wanted, more]));
});

beforeEach(() => {
  wire = { seen: [], cast: new Set(), instead: null, document: documentOf() };
});

const documentOf = (): KeysDocument => ({
  poll: "poll-1",
  state: "open",
  links: {},
  batches: {
    "B+C": { blocks: Object.fromEntries(FORMS.map((form) => [form, "B+C"])) },
    A: { blocks: { team: "A" } },
  },
  forms: FORMS.map((instrument) => ({ instrument, digest: `digest of ${instrument}` })),
  keys: signing.map(({ instrument, block, keyId, publicSpki }) => ({
    instrument,
    block,
    keyId: b64(keyId),
    spki: b64(publicSpki),
  })),
  transport: { keyId: b64(pollKeys.transportKeyId), public: b64(pollKeys.transportPublic) },
});

const slip = () =>
  fingerprintOf([
    ...signing.filter((key) => key.block === "B+C").map((key) => key.keyId),
    pollKeys.transportKeyId,
  ]);

const portOf = (seals: boolean): PhonePort => ({
  seals,
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  async fetch(path, request) {
    const instead = wire.instead?.(path);
    if (instead) return instead;
    const body =
      request.body === undefined ? {} : opened(path, JSON.parse(request.body) as Record<string, unknown>);
    wire.seen.push({ path, request, body });
    return { status: 200, text: async () => JSON.stringify(answer(path, body)) };
  },
});

function opened(path: string, body: Record<string, unknown>): Record<string, unknown> {
  if (!("sealed" in body)) return body;
  const { epk, box } = body["sealed"] as { epk: string; box: string };
  const json = openTransport(pollKeys, fromBase64Url(epk), path, fromBase64Url(box));
  return JSON.parse(Buffer.from(json).toString()) as Record<string, unknown>;
}

function answer(path: string, body: Record<string, unknown>): unknown {
  if (path === "/api/entry") return { poll: "poll-1", batch: "B+C", document: wire.document };
  if (path === "/api/polls/poll-1") return wire.document;
  if (path === "/api/redeem") {
    const blinded = Object.entries(body["blinded"] as Record<string, string>);
    const sign = ([form, text]: [string, string]) => [
      form,
      b64(signBlinded(keyOf(form), fromBase64Url(text))),
    ];
    return { signatures: Object.fromEntries(blinded.map(sign)) };
  }
  if (path === "/api/ballots") wire.cast.add(body["message"] as string);
  const cast = wire.cast.has(body["message"] as string);
  const { reply } = body;
  if (typeof reply === "string") return { sealed: b64(sealReply(fromBase64Url(reply), path, cast)) };
  return { receipt: "RECEIPT", cast };
}

const keyOf = (form: string) => signing.find((key) => key.instrument === form && key.block === "B+C")!;

describe.each([
  { name: "https", seals: false },
  { name: "plain http", seals: true },
])("a respondent on $name", ({ seals }) => {
  it("goes from code to receipt", async () => {
    const port = portOf(seals);
    const entry = await enter(port, { code: CODE, fingerprint: slip() });
    expect(entry.forms.map((form) => form.instrument)).toEqual(FORMS);
    const credentials = await redeem(port, entry);
    for (const [i, credential] of credentials.entries()) {
      const message = fromBase64Url(credential.message);
      expect(verifyCredential(keyOf(FORMS[i]!), message, fromBase64Url(credential.signature))).toBe(true);
      expect(await isCast(port, credential)).toBe(false);
      const ballot = { digest: entry.forms[i]!.digest, answers: { q: i }, retry: newRetry(port) };
      expect(await cast(port, credential, ballot)).toBe("RECEIPT");
      expect(await isCast(port, credential)).toBe(true);
    }
  });

  it("takes no answer for another question's", async () => {
    const port = portOf(seals);
    const entry = await enter(port, { code: CODE, fingerprint: null });
    const [credential] = await redeem(port, entry);
    const other = { sealed: b64(sealReply(new Uint8Array(32), "/api/ballots/check", true)) };
    wire.instead = () => ({ status: 200, text: async () => JSON.stringify(other) });
    if (seals) await expect(isCast(port, credential!)).rejects.toMatchObject({ code: "network.no-answer" });
    else expect(await isCast(port, credential!)).toBe(false);
  });

  it("shows only the hash first, then a, and neither with a ballot", async () => {
    const port = portOf(seals);
    const entry = await enter(port, { code: CODE, fingerprint: null });
    const [credential] = await redeem(port, entry);
    await cast(port, credential!, { digest: "d", answers: { q: "答" }, retry: newRetry(port) });
    const keysOf = wire.seen.map(({ path, body }) => [path, Object.keys(body).toSorted().join()]);
    expect(keysOf).toEqual([
      ["/api/entry", "h"],
      ["/api/redeem", "a,blinded,pad"],
      ["/api/ballots", "answers,block,digest,instrument,message,pad,poll,retry,signature"],
    ]);
    expect(wire.seen[0]!.body["h"]).toBe(b64(ticketHashOf(CODE)));
    const a = fromBase64Url(wire.seen[1]!.body["a"] as string);
    expect(b64(sha256(a))).toBe(wire.seen[0]!.body["h"]);
    for (const { request, body } of wire.seen.slice(1)) {
      expect("sealed" in (JSON.parse(request.body!) as object)).toBe(seals);
      expect(utf8Bytes(JSON.stringify(body)).length % BUCKET_BYTES).toBe(0);
    }
  });

  it("asks the same when it was blinded ahead, form by form, with nothing sent meanwhile", async () => {
    const entered = () => enter(portOf(seals), { code: CODE, fingerprint: null });
    const [ahead, at] = [await entered(), await entered()];
    let pauses = 0;
    await prepareAhead(ahead, async () => void (pauses += 1));
    expect(pauses).toBe(FORMS.length);
    expect(wire.seen.map(({ path }) => path)).toEqual(["/api/entry", "/api/entry"]);
    expect(await redeem(portOf(seals), ahead)).toEqual(await redeem(portOf(seals), at));
  });

  it("sends a ballot again as the same bytes, and another one under another key", async () => {
    const port = portOf(seals);
    const [credential] = await redeem(port, await enter(port, { code: CODE, fingerprint: null }));
    const ballot = { digest: "d", answers: { q: 1 }, retry: newRetry(port) };
    const others = [
      { ...ballot, answers: { q: 2 } },
      { ...ballot, retry: newRetry(port) },
    ];
    for (const one of [ballot, ballot, ...others]) await cast(port, credential!, one);
    const sent = wire.seen.flatMap(({ path, request }) => (path === "/api/ballots" ? request.body! : []));
    expect(sent[1]).toBe(sent[0]);
    expect(new Set(sent).size).toBe(3);
    if (!seals) return;
    const keys = sent.map((body) => (JSON.parse(body) as { sealed: { epk: string } }).sealed.epk);
    expect(new Set(keys).size).toBe(3);
  });

  it("asks the same again on another device", async () => {
    const first = await redeem(
      portOf(seals),
      await enter(portOf(seals), { code: CODE, fingerprint: slip() }),
    );
    const again = await redeem(portOf(seals), await enter(portOf(seals), { code: CODE, fingerprint: null }));
    expect(again).toEqual(first);
  });
});

describe("a server that shows other keys", () => {
  const mismatch = (reason: string) =>
    expect.objectContaining({ code: "credential.key-mismatch", facts: { reason } });
  const entering = () => enter(portOf(true), { code: CODE, fingerprint: slip() });

  it("is refused before anything but the hash has been sent", async () => {
    const other = (await makePollKeys("other", [])).pollKeys;
    const others: KeysDocument[] = [
      { ...documentOf(), transport: { ...documentOf().transport, public: b64(other.transportPublic) } },
      {
        ...documentOf(),
        keys: documentOf().keys.map((key) => ({ ...key, spki: b64(signing[3]!.publicSpki) })),
      },
      { ...documentOf(), batches: { "B+C": { blocks: { team: "A" } } } },
    ];
    for (const document of others) {
      wire.document = document;
      const { fingerprint: shown } = await enter(portOf(true), { code: CODE, fingerprint: null });
      await expect(entering()).rejects.toEqual(
        expect.objectContaining({ facts: { reason: "fingerprint", shown } }),
      );
    }
    expect(wire.seen.map(({ path }) => path)).not.toContain("/api/redeem");
  });

  it("shows its own fingerprint to a person who typed the code", async () => {
    wire.document = { ...documentOf(), batches: { "B+C": { blocks: { team: "A" } } } };
    const entry = await enter(portOf(true), { code: CODE, fingerprint: null });
    expect(entry.fingerprint).not.toBe(slip());
  });

  it("is refused when keys are missing or broken", async () => {
    const broken: KeysDocument[] = [
      { ...documentOf(), batches: {} },
      { ...documentOf(), keys: documentOf().keys.slice(1) },
      { ...documentOf(), forms: documentOf().forms.slice(1) },
      { ...documentOf(), keys: documentOf().keys.map((key) => ({ ...key, spki: "***" })) },
    ];
    for (const document of broken) {
      wire.document = document;
      await expect(entering()).rejects.toEqual(mismatch("key"));
    }
  });

  it("is refused when its signatures are missing or wrong", async () => {
    const entry = await entering();
    for (const signatures of [
      {},
      Object.fromEntries(FORMS.map((form) => [form, b64(new Uint8Array(256).fill(3))])),
    ]) {
      wire.instead = () => ({ status: 200, text: async () => JSON.stringify({ signatures }) });
      await expect(redeem(portOf(true), entry)).rejects.toEqual(mismatch("signature"));
    }
  });
});

describe("an answer that is none", () => {
  const reply = (status: number, body: string) => () => ({ status, text: async () => body });
  const entering = () => enter(portOf(false), { code: CODE, fingerprint: null });

  it("becomes the server's own refusal when it is one", async () => {
    wire.instead = reply(409, JSON.stringify({ code: "poll.not-open", facts: { state: "sealed" } }));
    await expect(entering()).rejects.toEqual(
      expect.objectContaining({ code: "poll.not-open", facts: { state: "sealed" } }),
    );
  });

  it("is network.no-answer when it is not ours or there is none", async () => {
    const facts = (status: number | null) =>
      expect.objectContaining({ code: "network.no-answer", facts: { status } });
    wire.instead = reply(200, "<html>请先登录无线网</html>");
    await expect(entering()).rejects.toEqual(facts(200));
    for (const body of ["{}", "null", "[]", '{"code":7}', '{"code":"fault","facts":{}}']) {
      wire.instead = reply(502, body);
      await expect(entering()).rejects.toEqual(facts(502));
    }
    wire.instead = () => {
      throw new TypeError("Failed to fetch");
    };
    await expect(entering()).rejects.toEqual(facts(null));
  });
});
