import { describe, expect, it } from "vitest";
import { isProblem, type DefinitionFault } from "../core/problem.ts";
import { checkInstrumentText } from "./check-instrument-text.ts";

async function faultsOf(raw: string): Promise<readonly DefinitionFault[]> {
  const error: unknown = await checkInstrumentText(raw).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error, "definition.invalid")) throw error;
  return error.facts.faults;
}

describe("checkInstrumentText", () => {
  it("puts every fault of a survey on its line", async () => {
    const raw = `{
  "elements": [
    { "type": "text", "name": "a" },
    { "type": "file", "name": "b" },
    { "type": "text",
      "name": "c", "onChange": "x" }
  ]
}`;
    expect(await faultsOf(raw)).toMatchObject([
      { path: "$.elements[1].type", line: 4, column: 7 },
      { path: "$.elements[2].onChange", line: 6, column: 20 },
    ]);
  });

  it("puts a fault of the envelope on its line", async () => {
    const raw =
      '{\n"formatVersion": 1,\n"id": "A b",\n"survey": {"elements": [{"type": "text", "name": "a"}]}\n}';
    expect(await faultsOf(raw)).toContainEqual(expect.objectContaining({ path: "$.id", line: 3, column: 1 }));
  });

  it("refuses what makes survey-core itself stumble, instead of failing", async () => {
    const faults = await faultsOf(
      '{ "pages": [{ "name": [], "elements": [{ "type": "text", "name": "a" }] }] }',
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]!.sentence).toMatch(/^SurveyJS 打不开这份定义：/);
  });

  it("names the page or element that survey-core stumbles over, in a definition of either kind", async () => {
    const pages =
      '"pages": [\n{"elements": [{"type": "text", "name": "a"}]},\n{"name": [], "elements": [{"type": "text", "name": "b"}]}]';
    expect(await faultsOf(`{${pages}}`)).toMatchObject([{ path: "$.pages[1]", line: 3, column: 1 }]);
    const whole = [
      '{"formatVersion": 1, "id": "a", "version": "1", "kind": "questionnaire", "title": "表", "shortTitle": "表",',
      '"introduction": "", "minutes": 1, "anonymous": true, "scales": {}, "parts": [], "items": {},',
      `"scoring": {"rule": "none"},\n"survey": {${pages}}}`,
    ].join("\n");
    expect(await faultsOf(whole)).toMatchObject([{ path: "$.survey.pages[1]", line: 6, column: 1 }]);
  });

  it("says in one sentence where a text stops being JSON", async () => {
    expect(await faultsOf('{\n  "elements": [],\n}')).toMatchObject([{ path: "$", line: 2, column: 17 }]);
    expect(await faultsOf("\u0000")).toHaveLength(1);
    expect(await faultsOf(`{"a": "${"x".repeat(300_000)}"}`)).toMatchObject([{ path: "$", line: 1 }]);
  });

  it("places warnings too, and names each key that is given twice", async () => {
    const raw =
      '{\n"title": "一",\n"title": "二",\n"elements": [\n{"type": "text", "name": "a", "defaultValue": "x"}]}';
    const { instrument, warnings } = await checkInstrumentText(raw);
    expect(instrument.title).toBe("二");
    expect(warnings).toMatchObject([
      { path: "$.title", line: 3, column: 1 },
      { path: "$.elements[0].defaultValue", line: 5, column: 31 },
    ]);
  });
});
