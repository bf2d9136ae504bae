/** `plumbline statistics POLL`: of the ballots that the release scores, and of no others. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FormStatistics } from "../../server/core/statistics/form-statistics.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { pollStatistics } from "../../server/services/poll-statistics.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { cli } from "../../web/text/cli.ts";
import { startClosedRound } from "./closed-round.ts";
import { runCommand } from "./run-command.ts";
import { testUnit, type TestServer } from "./start-server.ts";

const withOutside = (id: string, name: string, weight: string, eligible: number) => {
  const unit = testUnit(id, name, [4, 5, 11]);
  const outside = { id: "D", name: "服务对象", weight, eligible, isOutside: true };
  return { ...unit, categories: [...unit.categories, outside] };
};

let server: TestServer;
beforeAll(async () => {
  server = await startClosedRound({
    units: [
      withOutside("few", "县水利局党组", "10", 4),
      withOutside("light", "县交通局党组", "0", 10),
      withOutside("many", "县林业局党组", "10", 10),
    ],
    round: { forms: [{ instrument: "leadership-team", categories: ["A", "B", "C", "D"], include: [] }] },
  });
});
afterAll(() => server.stop());

const countsOf = ({ items }: FormStatistics) =>
  Object.fromEntries(items.map(({ leaf, valid, missing }) => [leaf, [valid, missing]]));

it.each([
  ["few", 20],
  ["light", 20],
  ["many", 30],
])("counts what the release counts where outside raters are %s", async (unit, ballots) => {
  const poll = server.polls.get(unit)!;
  const [form] = (await pollStatistics(server.deps, KEEPER, poll)).forms;
  expect(form?.ballots).toBe(ballots);
  const [released] = (await readRelease(server.deps, poll)).result.forms;
  const items = released?.level === "tables" ? released.items : [];
  expect(items.length).toBeGreaterThan(5);
  const wanted = Object.fromEntries(items.map(({ leaf, valid, abstained }) => [leaf, [valid, abstained]]));
  expect(countsOf(form!)).toMatchObject(wanted);
  expect([form?.scales, form?.raters]).toEqual([[], []]);
  const lines = await server.deps.office.inTransaction((office) => office.audit());
  expect(lines).toContainEqual(expect.objectContaining({ act: "statistics.read", about: poll }));
});

it("says that it is not for publication, and takes no scales", async () => {
  const poll = server.polls.get("few")!;
  const scales = ["statistics", poll, "--scales", "scales.json"];
  const env = { PLUMBLINE_DATA: server.dataFolder };
  const refused = await runCommand([...scales, "--json"], env);
  expect([refused.code, JSON.parse(refused.error)]).toEqual([
    2,
    { code: "usage", facts: { reason: cli.scalesOfFiles } },
  ]);
});
