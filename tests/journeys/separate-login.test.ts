/** Results appear after a separate sign-in: in no session of the office or the group that stood when the box was closed. @source domain.md §2.4 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { createApp } from "../../server/http/app.ts";
import { noteClosed } from "../../server/services/sign-in.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let others: readonly OfficeClient[];
let later: OfficeClient;
let reads: readonly string[];
beforeAll(async () => {
  server = await startTestServer({ units: [testUnit("water", "县水利局党组", [4, 5, 11])] });
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  const uninvolved = await OfficeClient.signIn(server, "旁人");
  const group = await OfficeClient.signIn(server, "一组组长", "group", "县委第一巡察组");
  others = [second, await second.signInAgain(), uninvolved, group];
  const { plan } = await server.deps.live.get(server.polls.get("water")!);
  for (const { id, eligible } of plan.batches) {
    const people = (await server.tickets("water", id, eligible)).map((url) => ({ url, climate: 0.6 }));
    await answerAll(httpPort(server.address), people, seeded(7), () => {});
  }
  const poll = server.polls.get("water")!;
  expect(await office.status("POST", `/polls/${poll}/close`, office.withSecond(second))).toBe(200);
  later = await second.signInAgain();
  const folder = server.dataFolder;
  const app = createApp({ deps: server.deps, pages: new Map(), exportsFolder: folder, onFault: () => {} });
  const named: Readonly<Record<string, string>> = {
    ":poll": poll,
    ":round": server.round,
    ":unit": "water",
    ":form": "leadership-team",
    ":version": "1",
    ":batch": "C",
    ":link": "D",
    ":size": "A4",
    ":file": "unit-report.json",
  };
  reads = [...new Set(app.routes.filter(({ method }) => method === "GET").map(({ path }) => path))]
    .filter((path) => path.startsWith("/api/office/"))
    .map((path) => path.slice("/api/office".length).replace(/:\w+/g, (name) => named[name] ?? name));
});
afterAll(() => server.stop());

/** Printed numbers that only a release gives: the total and the scores of the forms and of their items. */
async function released(): Promise<readonly string[]> {
  const { score, forms } = await later.get(`/polls/${server.polls.get("water")!}/results`);
  const printed = forms.flatMap(
    (form: { score: { printed: string }; items: { score: { printed: string } | null }[] }) => [
      form.score.printed,
      ...form.items.flatMap((item) => item.score?.printed ?? []),
    ],
  );
  return [...new Set<string>([score.total.printed, ...printed])].filter((one) => !one.endsWith("00"));
}

const bodyOf = async (who: OfficeClient, path: string): Promise<string> =>
  (await who.send("GET", path)).text();

it("no call of the interface tells a session that stood when a poll was closed one released number", async () => {
  const numbers = await released();
  expect(numbers.length).toBeGreaterThan(10);
  const holding = async (who: OfficeClient): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const path of reads) {
      const body = await bodyOf(who, path);
      if (numbers.some((number) => body.includes(`"${number}"`) || body.includes(`>${number}<`)))
        found.push(path);
    }
    return found;
  };
  for (const who of [office, ...others]) expect(await holding(who)).toEqual([]);
  // The same numbers are there for somebody who has signed in since, so that the search would have found them.
  expect((await holding(later)).length).toBeGreaterThan(3);
});

it("says why, and gives the counts that the closing page needs", async () => {
  const poll = server.polls.get("water")!;
  for (const path of [
    `/polls/${poll}/results`,
    `/polls/${poll}/documents/unit-report.pdf`,
    `/polls/${poll}/documents.zip`,
    `/rounds/${server.round}/grades`,
    `/rounds/${server.round}/documents`,
    `/rounds/${server.round}/documents/grade-table.xlsx`,
    `/rounds/${server.round}/comparison`,
    `/rounds/${server.round}/units/water/assessment`,
  ]) {
    const response = await office.send("GET", path);
    const { code } = (await response.json()) as { code: string };
    expect([path, response.status, code]).toEqual([path, 403, "account.sign-in-again"]);
  }
  expect((await office.get(`/rounds/${server.round}`)).units[0].turnout).toEqual({
    returned: 20,
    eligible: 20,
  });
  expect(await office.status("GET", `/polls/${poll}/roll-sheet`)).toBe(200);
});

it("gives out no file that holds results either, before anybody is asked for a password", async () => {
  for (const path of ["parcels/sealed", "results-made", "trials"]) {
    const said = async (who: OfficeClient) => {
      const response = await who.send("POST", `/rounds/${server.round}/${path}`, {});
      return [path, response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await said(office)).toEqual([path, 403, "account.sign-in-again"]);
    // Signed in since, it is the passwords that are missing.
    expect(await said(later)).toEqual([path, 400, "request.malformed"]);
  }
});

it("says so to the second person and to everybody of office and group, on every machine", async () => {
  for (const who of others) {
    const response = await who.send("GET", `/polls/${server.polls.get("water")!}/results`);
    expect([who.name, response.status]).toEqual([who.name, 403]);
    expect(await response.json()).toMatchObject({ code: "account.sign-in-again" });
  }
});

it("leaves another group's sessions and a viewer's alone", async () => {
  const group = await OfficeClient.signIn(server, "二组组长", "group", "县委第二巡察组");
  const viewer = await OfficeClient.signIn(server, "查阅人", "viewer");
  await noteClosed(server.deps, "县委第一巡察组");
  for (const who of [group, viewer])
    expect(await who.status("GET", `/rounds/${server.round}/grades`)).toBe(200);
});

it("gives them after signing in anew", async () => {
  const again = await office.signInAgain();
  expect(await again.status("GET", `/polls/${server.polls.get("water")!}/results`)).toBe(200);
});
