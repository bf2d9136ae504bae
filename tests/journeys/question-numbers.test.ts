/** 题号: a question has one number, on paper, on the phone and in every table about it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { paperForm } from "../../server/core/documents/paper-form.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

interface Cell {
  readonly kind: string;
  readonly text?: string;
  readonly value?: number;
}
interface Table {
  readonly sheet: string;
  readonly head: readonly (readonly { readonly text: string }[])[];
  readonly body: readonly (readonly Cell[])[];
}

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  const units = [testUnit("water", "县水利局党组", [5, 10, 30])];
  server = await startClosedRound({ units, climate: 0.3 });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const tablesOf = async (key: string): Promise<readonly Table[]> => {
  const { body } = await office.get(`/polls/${server.polls.get("water")}/documents/${key}.json`);
  return body.flatMap((one: { table?: Table }) => one.table ?? []);
};

/** Title → number as paper prints it. */
const onPaper = async (instrument: string): Promise<ReadonlyMap<string, string>> => {
  const { head } = await readRelease(server.deps, server.polls.get("water")!);
  const { form } = head.forms.find((one) => one.form.instrument === instrument)!;
  return new Map(paperForm(form).marks.map(({ title, number }) => [title, number]));
};

const printed = ({ value, text }: Cell): string => String(value ?? text ?? "");

it.each([
  ["questionnaire-table.staff-questionnaire", "staff-questionnaire"],
  ["team-table.leadership-team", "leadership-team"],
  ["comparison-table", "leadership-team"],
])("are those of the paper form in every row of %s", async (key, instrument) => {
  const numbers = await onPaper(instrument);
  const seen: string[] = [];
  for (const { body } of await tablesOf(key)) {
    for (const row of body) {
      const title = row.findIndex((cell) => numbers.has(cell.text ?? ""));
      if (title < 0) continue;
      const before = row
        .slice(0, title)
        .filter(({ kind, text }) => kind === "count" || /^\d/.test(text ?? ""));
      const wanted = numbers.get(row[title]!.text!)!;
      expect([row[title]!.text, printed(before.at(-1)!)]).toEqual([row[title]!.text, wanted]);
      seen.push(wanted);
    }
  }
  expect(new Set(seen).size).toBeGreaterThan(10);
});

it("name a question of several choices by its number on the form, and in the list of problems too", async () => {
  const tables = await tablesOf("questionnaire-table.staff-questionnaire");
  const choices = tables.find(({ sheet }) => sheet === "选择题统计")!;
  expect(choices.body.flatMap((row) => (row.length > 3 ? printed(row[0]!) : []))).toEqual([
    "18",
    "19",
    "20",
    "21",
  ]);
  const problems = tables.find(({ sheet }) => sheet === "突出问题清单")!;
  expect(problems.head[0]!.map(({ text }) => text).slice(0, 4)).toEqual(["序号", "问题", "题号", "题目"]);
  expect(problems.body.length).toBeGreaterThan(0);
  for (const row of problems.body) expect(["18", "19", "20", "21"]).toContain(printed(row[2]!));
});
