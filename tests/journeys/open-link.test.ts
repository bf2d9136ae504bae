/** An open link from the poll document to the closed file: no ticket, the same protocol, counted apart. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCode } from "../../server/core/ticket/code.ts";
import { parseLink } from "../../server/core/ticket/link-url.ts";
import { enterLink } from "../../server/core/ticket/respondent.ts";
import { createApp } from "../../server/http/app.ts";
import { LINK_STARTS_MAX } from "../../server/http/failure-limit.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { readOpenLink } from "../../server/services/open-link.ts";
import { readTexts } from "../../server/services/read-texts.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { answerLink } from "./answer-link.ts";
import { openPort, post, replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

/** A unit whose outside raters answer the public form, and stand beside its own people in the questionnaire. */
const withOutside = (id: string, name: string) => {
  const unit = testUnit(id, name, [12, 12, 30]);
  const outside = { id: "D", name: "服务对象", weight: "10", eligible: 0, isOutside: true };
  return { ...unit, categories: [...unit.categories, outside] };
};

const FORMS = [
  { instrument: "leadership-team", categories: ["A", "B", "C", "D"], include: [] },
  { instrument: "public-questionnaire", categories: ["D"], include: [] },
];

let server: TestServer;
let poll: string;

beforeAll(async () => {
  server = await startTestServer({
    units: [withOutside("water", "县水利局党组")],
    round: { forms: FORMS, openCategories: ["D"] },
  });
  poll = server.polls.get("water")!;
});
afterAll(() => server.stop());

const answer = (url: string, seed: number) => answerLink(server.address, url, seed);

const blinded = { "leadership-team": "A".repeat(342), "public-questionnaire": "A".repeat(342) };

describe("an open link", () => {
  it("is planned at seal with keys of its own source and no bag of tickets", async () => {
    const live = await server.deps.live.get(poll);
    expect(live.plan.batches.map(({ id }) => id)).toEqual(["A", "B", "C"]);
    expect(live.plan.links).toEqual([
      {
        id: "D",
        categories: ["D"],
        name: "服务对象",
        blocks: { "leadership-team": "D", "public-questionnaire": "D" },
      },
    ]);
    const open = [...live.keysById.values()].filter(({ source }) => source === "open");
    expect(open.map(({ block, instrument }) => `${block} ${instrument}`).toSorted()).toEqual([
      "D leadership-team",
      "D public-questionnaire",
    ]);
  });

  it("refuses a link that is not there, other forms, and blinded values out of range", async () => {
    const at = (body: object) => post(server.address, "/api/links", body);
    expect(await at({ poll, link: "A", blinded })).toMatchObject({ status: 404, code: "link.unknown" });
    expect(await at({ poll: "p0", link: "D", blinded })).toMatchObject({ status: 404, code: "poll.unknown" });
    const one = { "public-questionnaire": "A".repeat(342) };
    expect(await at({ poll, link: "D", blinded: one })).toMatchObject({ code: "credential.refused" });
    const zero = { ...blinded, "leadership-team": "A".repeat(342) };
    expect(await at({ poll, link: "D", blinded: zero })).toMatchObject({
      status: 400,
      code: "credential.blinded-out-of-range",
    });
    expect(await at({ poll, link: "D", blinded, a: "A".repeat(43) })).toMatchObject({ status: 400 });
  });

  it("refuses keys other than the poster's", async () => {
    const { url } = await readOpenLink(server.deps, poll, "D");
    const other = { ...parseLink(url)!, fingerprint: "0".repeat(20) };
    await expect(
      enterLink(openPort(server.address), other, makeCode(new Uint8Array(16))),
    ).rejects.toMatchObject({
      code: "credential.key-mismatch",
    });
  });

  it("takes no new answers while paused or closing, counts apart, and is not scored beside the unit's people", async () => {
    const { url } = await readOpenLink(server.deps, poll, "D");
    expect(url).toMatch(new RegExp(`/v#open\\.${poll}\\.D\\.[0-9A-Z]{20}$`));
    for (let i = 0; i < 11; i++) expect(await answer(url, i)).toHaveLength(2);
    await pausePoll(server.deps, KEEPER, poll);
    await expect(answer(url, 99)).rejects.toMatchObject({ code: "poll.not-open" });
    await resumePoll(server.deps, KEEPER, poll);
    const closing = await beginClosing(server.deps, KEEPER, poll, { second: null });
    // Nobody can tell who has begun by a link, so nobody's minutes are cut short.
    expect(closing.closingEndsAtUtc! > new Date(Date.now() + 240_000).toISOString()).toBe(true);
    await expect(answer(url, 99)).rejects.toMatchObject({ code: "poll.closed" });
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    expect(await continueClosing(server.deps, KEEPER, poll)).toMatchObject({ state: "closed" });
    const { result, head } = await readRelease(server.deps, poll);
    const [team, outside] = result.forms;
    expect(team).toMatchObject({ ballots: 0, level: "none", raters: "own" });
    expect(outside).toMatchObject({
      ballots: 11,
      level: "tables",
      raters: "outside",
      bySource: { open: 11 },
    });
    expect(outside!.score).not.toBeNull();
    // Whoever reads what was written is told that nobody was checked.
    expect((await readTexts(server.deps, poll)).map(({ byLink }) => byLink)).toEqual(["none", "all"]);
    expect(result.returned).toBe(0);
    expect(head.tally.forms.map(({ blocks }) => blocks.map(({ bySource }) => bySource))).toEqual([
      [{ open: 11 }],
      [{ open: 11 }],
    ]);
    expect(await server.deps.closed.receipts(poll)).toHaveLength(22);
  });

  it("brakes one address that begins again and again, and nobody who casts", async () => {
    const other = await startTestServer({
      units: [withOutside("water", "县水利局党组")],
      round: { forms: FORMS, openCategories: ["D"] },
    });
    try {
      const app = createApp({
        deps: { ...other.deps, clock: () => new Date("2026-11-20T09:00:00Z") },
        pages: new Map(),
        exportsFolder: other.dataFolder,
        onFault: () => {},
      });
      // Without a socket everybody is one address, as behind a proxy.
      const at = async (path: string, body: unknown) => {
        // A turn of the event loop each, or the gate against overload would answer.
        await new Promise((resolve) => void setImmediate(resolve));
        const request = { method: "POST", body: JSON.stringify(body) };
        return replyOf(
          await app.request(path, { ...request, headers: { "content-type": "application/json" } }),
        );
      };
      const begin = { poll: other.polls.get("water")!, link: "D", blinded };
      for (let i = 0; i < LINK_STARTS_MAX; i++) expect((await at("/api/links", begin)).status).toBe(400);
      expect(await at("/api/links", begin)).toMatchObject({ status: 429, code: "link.too-many" });
      expect((await at("/api/entry", { h: "A".repeat(43) })).code).toBe("ticket.unknown");
    } finally {
      await other.stop();
    }
  });
});

describe("the settings of a round", () => {
  it("refuse an open link for the unit's own people, and as the only way to a form that is scored", async () => {
    const wrong = (round: object) => startTestServer({ round }).then((started) => started.stop());
    await expect(wrong({ openCategories: ["C"] })).rejects.toMatchObject({
      code: "round.open-link",
      facts: { reason: "inside", of: ["C"] },
    });
    await expect(
      wrong({
        forms: [{ instrument: "leadership-team", categories: ["D"], include: [] }],
        openCategories: ["D"],
      }),
    ).rejects.toMatchObject({
      code: "round.open-link",
      facts: { reason: "scored", of: ["leadership-team"] },
    });
  });
});
