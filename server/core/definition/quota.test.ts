import { describe, expect, it } from "vitest";
import { isProblem, type AnswerFault } from "../problem.ts";
import type { Leader } from "../roster/unit.ts";
import { compileChecker } from "./checker.ts";
import { checkInstrument } from "./check-instrument.ts";
import { freezeForm } from "./freeze-form.ts";
import type { FrozenForm } from "./frozen.ts";
import type { Instrument } from "./instrument.ts";

const LEVELS = ["优秀", "称职", "不称职"];
const QUOTA = { title: "优秀", items: ["m00"], options: ["优秀"], percent: 30 };
const RADIO = { type: "radiogroup", name: "m00", title: "总体评价", choices: LEVELS };
const MATRIX = { type: "matrix", name: "m", columns: LEVELS, rows: ["甲", "乙", "丙", "丁"] };

function instrumentWith(quota: object, elements: readonly object[], items: object): Instrument {
  const base = { formatVersion: 1, id: "members", version: "1", kind: "evaluation", title: "成员测评" };
  const rest = { shortTitle: "成员", introduction: "", minutes: 1, anonymous: true, scales: {}, parts: [] };
  const scoring = { rule: "none" };
  return checkInstrument({ ...base, ...rest, items, scoring, quotas: [quota], survey: { elements } })
    .instrument;
}

const perLeader = (quota: object): Instrument =>
  instrumentWith(quota, [RADIO], { m00: { repeat: "leader" } });

const freeze = (instrument: Instrument, count: number): FrozenForm =>
  freezeForm(instrument, {
    leaders: Array.from({ length: count }, (_, i): Leader => ({
      name: `成员${i + 1}`,
      post: "",
      since: "",
      isPrincipal: i === 0,
    })),
    variables: {},
    include: [],
    kindsInRound: [],
  });

function faultsOf(form: FrozenForm, answers: object): readonly AnswerFault[] {
  try {
    compileChecker(form)(answers);
    return [];
  } catch (error) {
    if (!isProblem(error, "ballot.invalid")) throw error;
    return error.facts.questions;
  }
}

const excellent = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`m00__${i + 1}`, "优秀"]));

describe("a quota", () => {
  it.each([
    [10, 0, 3],
    [9, 0, 2],
    [3, 0, 0],
    [3, 1, 1],
  ])("of 30 %% over %i leaders, at least %i, allows %i", (count, atLeast, max) => {
    const form = freeze(perLeader({ ...QUOTA, atLeast }), count);
    expect(form.quotas).toMatchObject([{ title: "优秀", max, options: ["优秀"] }]);
    expect(form.quotas![0]!.leaves).toHaveLength(count);
    expect(faultsOf(form, excellent(max))).toEqual([]);
    expect(faultsOf(form, excellent(max + 1))).toEqual([
      { question: `m00__${max + 1}`, title: `成员${max + 1}：总体评价`, reason: "quota" },
    ]);
  });

  it("counts its own options only, and blanks towards nothing", () => {
    const form = freeze(perLeader(QUOTA), 4);
    expect(faultsOf(form, { m00__1: "优秀", m00__2: "称职", m00__3: "称职" })).toEqual([]);
  });

  it("is left out where nobody can exceed it", () => {
    expect("quotas" in freeze(perLeader({ ...QUOTA, atLeast: 5 }), 5)).toBe(false);
  });

  it("counts the rows of a matrix", () => {
    const form = freeze(instrumentWith({ ...QUOTA, items: ["m"], percent: "50" }, [MATRIX], {}), 0);
    expect(faultsOf(form, { m: { 甲: "优秀", 丁: "优秀" } })).toEqual([]);
    expect(faultsOf(form, { m: { 甲: "优秀", 乙: "优秀", 丁: "优秀" } })).toEqual([
      { question: "m", title: "丁", reason: "quota" },
    ]);
  });

  it.each([
    [{ ...QUOTA, items: ["x"] }, "$.quotas[0].items[0]"],
    [{ ...QUOTA, options: ["良好"] }, "$.quotas[0].items[0]"],
    [{ ...QUOTA, percent: 100 }, "$.quotas[0].percent"],
    [{ ...QUOTA, items: ["m00", "m00"] }, "$.quotas[0].items"],
    [{ ...QUOTA, more: 1 }, "$.quotas[0].more"],
  ])("that makes no sense is refused: %#", (quota, path) => {
    try {
      perLeader(quota);
    } catch (error) {
      if (!isProblem(error, "definition.invalid")) throw error;
      return expect(error.facts.faults.map((fault) => fault.path)).toContain(path);
    }
    throw new Error("taken");
  });
});
