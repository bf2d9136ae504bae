/** Sealed bodies that do not open. @source anonymity.md §2, §6; docs/http.md */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url, utf8Bytes } from "../../server/core/ticket/bytes.ts";
import { paddedJson } from "../../server/core/ticket/padding.ts";
import { sealTo } from "../../server/core/ticket/transport.ts";
import { ballotOf, type Person, post, redeemed, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const cast = (ballot: unknown): Promise<Reply> => post(server.address, "/api/ballots", ballot);
const personOf = async (): Promise<Person> =>
  redeemed(server.address, (await server.tickets("water", "C", 1))[0]!);

describe("a sealed body", () => {
  const sealed = (person: Person, path: string, text: string) =>
    sealTo(fromBase64Url(person.entry.document.transport.public), path, utf8Bytes(text), randomBytes(32));
  const wrap = ({ key, epk, box }: ReturnType<typeof sealed>) => ({
    sealed: { key: toBase64Url(key), epk: toBase64Url(epk), box: toBase64Url(box) },
  });
  const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

  it.each<[string, (good: ReturnType<typeof sealed>, person: Person) => unknown]>([
    ["with one bit changed", (good) => wrap({ ...good, box: flipped(good.box, 100) })],
    ["with its tag changed", (good) => wrap({ ...good, box: flipped(good.box, good.box.length - 1) })],
    ["cut short", (good) => wrap({ ...good, box: good.box.subarray(0, 15) })],
    ["that is empty", (good) => wrap({ ...good, box: new Uint8Array() })],
    ["with another ephemeral key", (good) => wrap({ ...good, epk: new Uint8Array(randomBytes(32)) })],
    ["with a point of small order", (good) => wrap({ ...good, epk: new Uint8Array(32) })],
    ["sealed for another path", (_, person) => wrap(sealed(person, "/api/redeem", "{}"))],
    ["with no JSON inside", (_, person) => wrap(sealed(person, "/api/ballots", "不是 JSON"))],
    [
      "with a key twice inside",
      (_, person) => wrap(sealed(person, "/api/ballots", '{"poll":"a","poll":"b"}')),
    ],
    ["with __proto__ inside", (_, person) => wrap(sealed(person, "/api/ballots", '{"__proto__":{}}'))],
    ["with something beside it", (good) => ({ ...wrap(good), poll: "p" })],
    ["in a box that is no base64url", (good) => ({ sealed: { ...wrap(good).sealed, box: "§§" } })],
    ["that is a text", () => ({ sealed: "x" })],
  ])("%s is refused with 400, and opens when it is right", async (_, change) => {
    const person = await personOf();
    const good = sealed(person, "/api/ballots", paddedJson(ballotOf(person, 0)));
    expect(await cast(change(good, person))).toMatchObject({ status: 400, code: "request.malformed" });
    expect(await cast(wrap(good))).toMatchObject({ status: 201 });
  });

  it("to a key that is no longer there is refused with 410", async () => {
    const person = await personOf();
    const good = sealed(person, "/api/ballots", paddedJson(ballotOf(person, 0)));
    expect(await cast(wrap({ ...good, key: randomBytes(32) }))).toMatchObject({ status: 410 });
  });
});
