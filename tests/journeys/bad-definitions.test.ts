/** Forms that no round may use: 422 with the place and a Chinese sentence, and nothing is kept. @source anonymity.md §6 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
/** A form of one question that the library takes; a shipped one with weights and prices. */
let small: Instrument;
let scored: Instrument;
beforeAll(async () => {
  server = await startTestServer({ opens: false });
  office = await OfficeClient.signIn(server);
  const { body } = await send("/library/check", JSON.stringify({ elements: [question("a")] }));
  small = { ...(JSON.parse(body.checked.definition) as Instrument), id: "small", title: "一题的问卷" };
  const shipped = await office.get("/library/leadership-team/2026.1");
  scored = { ...(JSON.parse(shipped.definition) as Instrument), version: "2" };
});
afterAll(() => server.stop());

const send = async (path: string, definition: string): Promise<Reply> =>
  replyOf(await office.send("POST", path, { definition }));
const question = (name: string, more: object = {}): object => ({
  type: "radiogroup",
  name,
  title: "题目",
  choices: ["x", "y"],
  ...more,
});
const survey = (elements: readonly object[], more: object = {}): string =>
  JSON.stringify({ ...small, survey: { elements, ...more } });
const beside = (element: object): string => survey([question("a"), element]);
const matching = (regex: string): string =>
  beside({ type: "text", name: "b", title: "题目", validators: [{ type: "regex", regex }] });
const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const panels = (depth: number, inner: object): object =>
  depth === 0 ? inner : { type: "panel", name: `p${depth}`, elements: [panels(depth - 1, inner)] };

type Row = readonly [name: string, definition: () => string, path: string | RegExp];

const SECOND = /^\$\.survey\.elements\[1\]/;

/** Every way of `design/anonymity.md` §6 in which a definition is refused. */
const ROWS: readonly Row[] = [
  ["an upload of files", () => beside({ type: "file", name: "b", title: "题目" }), SECOND],
  ["a signature", () => beside({ type: "signaturepad", name: "b", title: "题目" }), SECOND],
  ["a type that nobody knows", () => beside({ type: "hologram", name: "b" }), SECOND],
  [
    "a text block with a script",
    () => beside({ type: "html", name: "b", html: "<p>说明<script>send()</script></p>" }),
    "$.survey.elements[1].html",
  ],
  [
    "a text block with a handler",
    () => beside({ type: "html", name: "b", html: '<img src=x onerror="send()">' }),
    "$.survey.elements[1].html",
  ],
  [
    "a text block with a link that runs",
    () => beside({ type: "html", name: "b", html: '<a href="javascript:send()">看</a>' }),
    "$.survey.elements[1].html",
  ],
  [
    "choices from an address",
    () => beside(question("b", { choicesByUrl: { url: "https://elsewhere.example/c" } })),
    "$.survey.elements[1].choicesByUrl",
  ],
  [
    "an address to go to at the end",
    () => survey([question("a")], { navigateToUrl: "https://elsewhere.example" }),
    "$.survey.navigateToUrl",
  ],
  [
    "an address to go to under a condition",
    () =>
      survey([question("a")], {
        navigateToUrlOnCondition: [{ expression: "{a} = 'x'", url: "https://elsewhere.example" }],
      }),
    "$.survey.navigateToUrlOnCondition",
  ],
  [
    "a function of its own in a condition",
    () => beside(question("b", { visibleIf: "send({a}) = 1" })),
    "$.survey.elements[1].visibleIf",
  ],
  ["a name twice", () => beside(question("a")), SECOND],
  ["a reserved name", () => beside(question("__proto__")), SECOND],
  ["a name of an object's member", () => beside(question("constructor")), SECOND],
  [
    "conditions in a circle",
    () => survey([question("a", { visibleIf: "{b} = 'x'" }), question("b", { visibleIf: "{a} = 'x'" })]),
    "$.survey.elements[0].visibleIf",
  ],
  ["a pattern that is costly", () => matching("^(a+)+$"), SECOND],
  ["a pattern that refers back", () => matching("^(a+)\\1$"), SECOND],
  ["301 questions", () => survey(numbered(301).map((i) => question(`q${i}`))), "$.survey"],
  ["nine panels in one another", () => beside(panels(9, question("b"))), SECOND],
  ["201 choices", () => beside(question("b", { choices: numbered(201) })), SECOND],
  ["more than 256 KB", () => beside(question("b", { title: "长".repeat(90_000) })), "$"],
  [
    "an option without a price",
    () => {
      const [name, scale] = Object.entries(scored.scales)[0]!;
      const options = scale.options.slice(1);
      return JSON.stringify({ ...scored, scales: { ...scored.scales, [name]: { ...scale, options } } });
    },
    /^\$\.(items|scales)/,
  ],
  [
    "weights that do not add up",
    () =>
      JSON.stringify({
        ...scored,
        parts: scored.parts.map((part, at) => (at === 0 ? { ...part, weight: 1 } : part)),
      }),
    /^\$\.parts/,
  ],
];

describe("a form with", () => {
  it.each(ROWS)("%s is refused with 422 that says where, and is not in the library", async (_, of, path) => {
    const definition = of();
    const before = await office.get("/library");
    const reply = await send("/library", definition);
    expect(reply).toMatchObject({ status: 422, code: "definition.invalid" });
    const { faults } = (await send("/library/check", definition)).body;
    const paths = faults.map((fault: { path: string }) => fault.path);
    expect(paths).toContainEqual(typeof path === "string" ? path : expect.stringMatching(path));
    for (const { sentence } of faults) expect(sentence).toMatch(/\p{Script=Han}/u);
    expect(await office.get("/library")).toEqual(before);
  });

  it("none of these is taken, and its version never changes afterwards", async () => {
    expect(await send("/library", JSON.stringify(small))).toMatchObject({ status: 201 });
    const changed = JSON.stringify({ ...small, title: "改过的" });
    expect(await send("/library", changed)).toMatchObject({ status: 409, code: "definition.taken" });
  });
});
