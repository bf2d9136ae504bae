/** P16: definitions, rosters and ballots made to exhaust the server are refused, and it goes on answering. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProblem } from "../../../server/core/problem.ts";
import { checkInstrumentFile } from "../../../server/definitions/check-instrument-file.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { ballotOf, type Person, post, postRaw, redeemed } from "../../journeys/phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { BOMBS } from "./bomb-corpus.ts";

/** The code of the refusal; null when the definition is taken. */
async function refusalOf(definition: string): Promise<string | null> {
  try {
    await checkInstrumentFile(definition);
    return null;
  } catch (error) {
    if (isProblem(error, "definition.invalid")) return error.code;
    throw error;
  }
}

describe("a definition with", () => {
  it.each(BOMBS)("%s is refused by name", async (_, definition) => {
    expect(await refusalOf(definition)).toBe("definition.invalid");
    expect(({} as { polluted?: unknown; isRequired?: unknown; x?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("one question of each kind that is bearable is taken", async () => {
    const elements = [
      { type: "radiogroup", name: "a", choices: Array.from({ length: 200 }, (_, i) => i) },
      { type: "text", name: "b", visibleIf: "{a} = 1", validators: [{ type: "regex", regex: "^[a-z]+$" }] },
    ];
    expect(await refusalOf(JSON.stringify({ elements }))).toBe(null);
  });
});

describe("a flood of what is refused", () => {
  let server: TestServer;
  let person: Person;
  let another: Person;
  let clerk: OfficeClient;
  beforeAll(async () => {
    const form = { instrument: "leadership-team", categories: ["C"], include: [] };
    server = await startTestServer({
      units: [testUnit("water", "县水利局党组", [0, 0, 30])],
      round: { forms: [form] },
    });
    const [slip, second] = await server.tickets("water", "C", 2);
    person = await redeemed(server.address, slip!);
    another = await redeemed(server.address, second!);
    clerk = await OfficeClient.signIn(server);
  });
  afterAll(() => server.stop());

  const isRefusal = (status: number): boolean => status >= 400 && status < 500;

  it("leaves the answer to a valid ballot as it is", async () => {
    const { address } = server;
    const ballot = ballotOf(person, 0);
    const flood = BOMBS.flatMap(([, definition]) => [
      postRaw(address, "/api/ballots", definition),
      post(address, "/api/ballots", { ...ballot, answers: definition.slice(0, 20_000) }),
      postRaw(address, "/api/redeem", definition),
      clerk.send("POST", "/rounds", { title: definition }),
    ]);
    const [answer, ...refused] = await Promise.all([post(address, "/api/ballots", ballot), ...flood]);
    expect(refused.filter(({ status }) => !isRefusal(status))).toEqual([]);
    expect(answer).toMatchObject({ status: 201, body: { receipt: expect.any(String) } });
    expect(await post(address, "/api/ballots", ballot)).toEqual({ ...answer, status: 200 });
    expect((await fetch(`${address}/receipts`)).status).toBe(200);
  });

  it("is checked for the office while ballots come in", async () => {
    const { address } = server;
    const checks = BOMBS.slice(0, 12).map(([, definition]) =>
      clerk.send("POST", "/library/check", { definition }),
    );
    const cast = post(address, "/api/ballots", ballotOf(another, 0));
    const first = await Promise.race([cast.then(() => "ballot"), Promise.all(checks).then(() => "checks")]);
    expect(first).toBe("ballot");
    expect((await cast).status).toBe(201);
    for (const answer of await Promise.all(checks)) {
      expect(answer.status).toBe(200);
      const { faults, checked } = (await answer.json()) as { faults: object[]; checked: unknown };
      expect(checked).toBe(null);
      expect(faults[0]).toMatchObject({ sentence: expect.any(String), line: expect.any(Number) });
    }
  });

  it("answers deep, wide and endless bodies with a refusal", async () => {
    const { address } = server;
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i])));
    const bodies = [
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      wide,
      '{"a":'.repeat(20_000),
      "0".repeat(5_000_000),
    ];
    for (const path of ["/api/entry", "/api/redeem", "/api/ballots", "/api/ballots/check"]) {
      for (const body of bodies) {
        const { status } = await postRaw(address, path, body);
        expect(isRefusal(status), `${path}: ${status}`).toBe(true);
      }
    }
    for (const body of bodies) {
      const response = await fetch(`${address}/api/office/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: address },
        body,
      });
      expect(isRefusal(response.status)).toBe(true);
    }
    expect((await fetch(`${address}/api/polls/${server.polls.get("water")}`)).status).toBe(200);
  });
});
