/** A reprint while people answer: neither the number of slips nor its line on record tells how many have answered. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { ticketHashOf } from "../../server/core/ticket/derive.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintSheet } from "../../server/services/mint-tickets.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  const units = ["water", "education"].map((id) => testUnit(id, id, [5, 10, 30]));
  server = await startTestServer({ units });
});
afterAll(() => server.stop());

it("is the same for 0 to 4 people of a bag, and five fewer for the fifth", async () => {
  const poll = server.polls.get("water")!;
  const { batches } = (await server.deps.live.get(poll)).plan;
  const { id, eligible } = batches.toSorted((a, b) => b.eligible - a.eligible)[0]!;
  const told: { slips: number; detail: string }[] = [];
  const used: number[] = [];
  for (let answered = 0; answered <= 5; answered += 1) {
    const sheet = await mintSheet(server.deps, KEEPER, poll, id, 0);
    const line = (await server.deps.office.inTransaction((office) => office.audit())).at(-1)!;
    expect(line.act).toBe("tickets.minted");
    told.push({ slips: sheet.codes.length, detail: line.detail });
    used.push((await server.deps.roll.counts(poll)).find(({ batch }) => batch === id)!.used);
    await answerAll(httpPort(server.address), [{ url: sheet.urls[0]!, climate: 0.8 }], seeded(3), () => {});
  }
  expect(used).toEqual([0, 1, 2, 3, 4, 5]);
  expect(told.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => told[0]));
  expect(told.map(({ slips }) => slips)).toEqual([...Array(5).fill(eligible), eligible - 5]);
});

it("makes as many slips as are eligible and have not answered, in steps of five, and the spare ones asked for", async () => {
  const poll = server.polls.get("education")!;
  const { batches } = (await server.deps.live.get(poll)).plan;
  const { id, eligible } = batches.toSorted((a, b) => b.eligible - a.eligible)[0]!;
  const first = await mintSheet(server.deps, KEEPER, poll, id, 5);
  expect(first.codes).toHaveLength(eligible + 5);
  const people = first.urls.slice(0, 7).map((url) => ({ url, climate: 0.8 }));
  await answerAll(httpPort(server.address), people, seeded(4), () => {});
  const again = await mintSheet(server.deps, KEEPER, poll, id, 3);
  expect(again.codes).toHaveLength(eligible - 5 + 3);
  const counted = (await server.deps.roll.counts(poll)).find(({ batch }) => batch === id)!;
  expect(counted).toMatchObject({
    used: 7,
    minted: eligible + 5 + (eligible - 5 + 3),
    voided: eligible + 5 - 7,
  });
  expect(new Set([...first.codes, ...again.codes]).size).toBe(counted.minted);
});

it("never makes more spare slips, sheet after sheet, than one sheet may have", async () => {
  const poll = server.polls.get("education")!;
  const mint = () => mintSheet(server.deps, KEEPER, poll, "A", 10);
  const useAll = async (urls: readonly string[]) => {
    const codes = urls.map((url) => parseTicket(url).code);
    await Promise.all(codes.map((code) => server.deps.roll.use(ticketHashOf(code), randomBytes(32))));
  };
  const { urls } = await mint();
  expect(urls).toHaveLength(15);
  await useAll(urls);
  await expect(mint()).rejects.toMatchObject({ code: "request.malformed" });
  const counted = (await server.deps.roll.counts(poll)).find(({ batch }) => batch === "A")!;
  expect(counted).toMatchObject({ used: 15, unused: 0 });
});
