/** A round that asks middle ranks and staff only: 应参加 of the unit are those who are asked, wherever it is printed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RoundAnswer } from "../../server/http/office/answers.ts";
import type { GradeTableAnswer, ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  const asked = ["B", "C"];
  server = await startClosedRound({
    // More leaders than others: had they been counted, everybody's answers would be fewer than half.
    units: [testUnit("water", "县水利局党组", [26, 10, 10])],
    round: {
      forms: [
        { instrument: "leadership-team", categories: asked, include: [] },
        { instrument: "staff-questionnaire", categories: asked, include: [] },
      ],
    },
  });
  office = await OfficeClient.signIn(server);
}, 120_000);
afterAll(() => server.stop());

it("is in the results, the grade table and its notes", async () => {
  const poll = server.polls.get("water")!;
  const results: ResultsAnswer = await office.get(`/polls/${poll}/results`);
  expect(results).toMatchObject({ eligible: 20, returned: 20, participation: { printed: "100.0" } });
  expect(results.forms.map(({ eligible }) => eligible)).toEqual([20, 20]);
  const { rows }: GradeTableAnswer = await office.get(`/rounds/${server.round}/grades`);
  expect(rows.map(({ eligible, notes }) => [eligible, notes])).toEqual([[20, []]]);
  expect(rows[0]!.total).not.toBeNull();
});

it("is all of them, and all have answered, where each category has a form of its own", async () => {
  const apart = await startClosedRound({
    units: [testUnit("water", "县水利局党组", [26, 12, 30])],
    round: {
      forms: [
        { instrument: "leadership-team", categories: ["B"], include: [] },
        { instrument: "staff-questionnaire", categories: ["C"], include: [] },
      ],
    },
  });
  try {
    const client = await OfficeClient.signIn(apart);
    const results: ResultsAnswer = await client.get(`/polls/${apart.polls.get("water")!}/results`);
    expect(results).toMatchObject({ eligible: 42, returned: 42, participation: { printed: "100.0" } });
    // Of the form with the most ballots it was 30 of 42, and of 12 and 12 people it would not have been scored.
    const { rows }: GradeTableAnswer = await client.get(`/rounds/${apart.round}/grades`);
    expect(rows.map(({ valid, notes }) => [valid, notes])).toEqual([[42, []]]);
    const { units }: RoundAnswer = await client.get(`/rounds/${apart.round}`);
    expect(units.map(({ turnout }) => turnout)).toEqual([{ returned: 42, eligible: 42 }]);
  } finally {
    await apart.stop();
  }
}, 120_000);

it("is in the derivation and in the paragraph of the report", async () => {
  const derived = await said("derivation");
  expect(derived).toContain("收回 20 ÷ 应参加 20");
  expect(await said("unit-report")).toContain("应参加测评20人");
});

async function said(document: string): Promise<string> {
  const path = `/polls/${server.polls.get("water")!}/documents/${document}.json`;
  const response = await office.send("GET", path);
  expect(response.status).toBe(200);
  const texts: string[] = [];
  JSON.stringify(await response.json(), (key, value: unknown) => {
    if (key === "text" && typeof value === "string") texts.push(value);
    return value;
  });
  return texts.join("");
}
