/** What posters say beside the telephone: typed with the round, frozen with it, printed on the poster it is for. */
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PosterFields } from "../../server/core/round/poster.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer, testUnit } from "./start-server.ts";

const TYPED: PosterFields = {
  mailbox: "县委大院东门1号信箱",
  email: "xunchaban@example.gov.cn",
  visitAt: "县行政中心1号楼308室",
  signedBy: "县委巡察工作领导小组办公室",
  signedOn: "2026年11月20日",
};
const NOTHING: PosterFields = { mailbox: "", email: "", visitAt: "", signedBy: "", signedOn: "" };
const OUTSIDE = { id: "D", name: "服务对象", weight: "0", eligible: 0, isOutside: true };
const unit = testUnit("water", "县水利局党组", [12, 12, 30]);

const start = (poster: PosterFields | undefined): Promise<TestServer> =>
  startTestServer({
    units: [{ ...unit, categories: [...unit.categories, OUTSIDE] }],
    round: {
      forms: [
        { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
        { instrument: "public-questionnaire", categories: ["D"], include: [] },
      ],
      openCategories: ["D"],
      ...(poster && { poster }),
    },
  });

let typed: TestServer;
let plain: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  typed = await start(TYPED);
  plain = await start(undefined);
  office = await OfficeClient.signIn(typed);
});
afterAll(async () => {
  await typed.stop();
  await plain.stop();
});

async function wordsOf(client: OfficeClient, path: string): Promise<string> {
  const response = await client.send("GET", path);
  expect(response.status).toBe(200);
  const input = Buffer.from(await response.arrayBuffer());
  return execFileSync("pdftotext", ["-raw", "-", "-"], { input, encoding: "utf8" }).replace(/\s/g, "");
}

describe.each(["A3", "A4"] as const)("posters on %s", (size) => {
  it("name the ways of reporting that were typed; the public one also mail, who signs and the day", async () => {
    const poll = typed.polls.get("water")!;
    const meeting = await wordsOf(office, `/polls/${poll}/meeting/poster/${size}`);
    expect(meeting).toContain("反映具体问题：0000-1234567信箱县委大院东门1号信箱来访县行政中心1号楼308室");
    expect(meeting).not.toContain(TYPED.email);
    expect(meeting).not.toContain(TYPED.signedBy);
    const open = await wordsOf(office, `/polls/${poll}/links/D/poster.pdf?size=${size}`);
    expect(open).toContain(
      "反映具体问题线索，请用：0000-1234567信箱县委大院东门1号信箱邮箱xunchaban@example.gov.cn来访县行政中心1号楼308室（与问卷分开受理）",
    );
    expect(open).toContain("2026年11月27日18:00前有效县委巡察工作领导小组办公室2026年11月20日");
  });

  it("have no empty words for what nobody typed", async () => {
    const other = await OfficeClient.signIn(plain);
    const poll = plain.polls.get("water")!;
    const meeting = await wordsOf(other, `/polls/${poll}/meeting/poster/${size}`);
    const open = await wordsOf(other, `/polls/${poll}/links/D/poster.pdf?size=${size}`);
    expect(open).toContain("反映具体问题线索，请用：0000-1234567（与问卷分开受理）");
    for (const words of [meeting, open]) expect(words).not.toMatch(/信箱|邮箱|来访/);
  });
});

describe("the words of a poster", () => {
  it("are read again as typed, and go along when the round is copied", async () => {
    expect((await office.get(`/rounds/${typed.round}`)).poster).toEqual(TYPED);
    const body = { title: "照搬", openUntil: "", take: "settings" };
    const response = await office.send("POST", `/rounds/${typed.round}/copies`, body);
    expect(await response.json()).toMatchObject({ poster: TYPED });
  });

  it("cannot change once the round is sealed", async () => {
    const body = { ...ROUND, id: typed.round, poster: { ...TYPED, mailbox: "别处" } };
    expect(await office.status("POST", "/rounds", body)).toBe(409);
    expect((await office.get(`/rounds/${typed.round}`)).poster).toEqual(TYPED);
  });

  it.each([{ ...NOTHING, mailbox: "长".repeat(41) }, { ...NOTHING, phone: "1" }, { mailbox: "县委大院" }])(
    "are refused as %j",
    async (poster) => {
      expect(await office.status("POST", "/rounds", { ...ROUND, poster })).toBe(400);
    },
  );
});
