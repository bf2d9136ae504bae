import { describe, expect, it } from "vitest";
import { lookbackParagraph } from "../documents/lookback-paragraph.ts";
import { printRatio } from "../ratio.ts";
import { release } from "../release/release.ts";
import type { ReleasedForm } from "../release/released.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import type { Unit } from "../roster/unit.ts";
import { EMPTY_ASSESSMENT, type Scheme } from "../scoring/scheme.ts";
import { scoreUnit } from "../scoring/score-unit.ts";
import { lookBack, mayBePast, type RoundOfUnit } from "./look-back.ts";

const SCHEME: Scheme = {
  formatVersion: 1,
  id: "one",
  version: "1",
  title: "办法",
  parts: [{ id: "team", title: "班子", points: 100, source: { from: "form", instrument: "team" } }],
  deductionLimit: 0,
  bonusLimit: 0,
  caps: [],
  grades: [{ grade: "良好", from: 0 }],
  validity: { participationAtLeast: "1/2", participationWarn: "0.7" },
};

/** A form of one item for each value, which all ballots gave it. */
function formOf(values: readonly string[], ballots = 10): ReleasedForm {
  const form = {
    ...emptyForm,
    instrument: "team",
    leaves: values.map((value, at) => choice(`q${at}`, [value])),
    items: values.map((_, at) => {
      const leaf = `q${at}`;
      return { leaf, item: leaf, part: null, weight: "50", dimension: null, focus: [], leader: null };
    }),
  };
  const fold = foldBallots(form, "d");
  for (let ballot = 0; ballot < ballots; ballot++) {
    fold.add(
      "C",
      values.map(() => 0),
      "ticket",
    );
  }
  const block = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots };
  return release(form, "d", fold.finish(), [block], DEFAULT_THRESHOLDS);
}

/** A unit of round `at` (a year) whose team form scores `values`, one item each. */
function past(
  at: number,
  values: readonly string[],
  unit: Partial<Unit> = {},
  scheme: Partial<Scheme> = {},
  forms: readonly ReleasedForm[] = [formOf(values)],
): RoundOfUnit {
  return {
    round: { id: `r${at}`, title: `${at}年巡察`, thresholds: DEFAULT_THRESHOLDS },
    closedAtUtc: `${at}-11-27T08:00:00.000Z`,
    unit: {
      id: "u01",
      name: "县水利局党组",
      parent: null,
      unitType: "县直",
      group: "一组",
      onRoll: null,
      categories: [],
      leaders: [],
      eligibleBasis: "",
      ...unit,
    },
    scheme: { ...SCHEME, ...scheme },
    forms,
    score: scoreUnit(SCHEME, { forms, eligible: 10, participated: 10, assessment: EMPTY_ASSESSMENT }),
    grade: "良好",
  };
}

describe("lookBack", () => {
  const own = past(2026, ["90", "80"], { predecessors: ["县水务局党组"] });

  it("finds earlier rounds under the same name and earlier ones, newest first, and none that came later", () => {
    const lines = lookBack(own, [
      past(2020, ["70", "70"], { name: "县水 电局党组" }),
      past(2022, ["80", "80"], { name: "县水务局党组", predecessors: ["县水电局党组"] }),
      past(2024, ["85", "80"]),
      past(2027, ["99", "99"]),
      past(2024, ["60", "60"], { name: "县林业局党组" }),
    ]);
    expect(lines.map(({ round, name }) => [round.title, name])).toEqual([
      ["2024年巡察", "县水利局党组"],
      ["2022年巡察", "县水务局党组"],
      ["2020年巡察", "县水 电局党组"],
    ]);
  });

  it("finds every unit that was merged into it, each in its own line", () => {
    const merged = past(2026, ["90", "80"], { predecessors: ["县水务局党组", "县河道局党组"] });
    const lines = lookBack(merged, [
      past(2024, ["70", "70"], { id: "u01", name: "县水务局党组" }),
      past(2024, ["80", "80"], { id: "u02", name: "县河道局党组" }),
    ]);
    expect(lines.map(({ name, total }) => [name, total?.before])).toEqual([
      ["县水务局党组", "70.00"],
      ["县河道局党组", "80.00"],
    ]);
  });

  it("knows from rosters alone which units may be its past, in whatever order they are told", () => {
    const units = [
      past(2020, ["70"], { name: "县水 电局党组" }),
      past(2022, ["80"], { name: "县水务局党组", predecessors: ["县水电局党组"] }),
      past(2024, ["60"], { name: "县林业局党组", predecessors: ["县水务局党组"] }),
    ].map(({ unit }) => unit);
    expect(units.map(mayBePast(own.unit, units))).toEqual([true, true, false]);
    expect(units.map(mayBePast(past(2026, ["90"]).unit, units))).toEqual([false, false, false]);
  });

  it("compares printed numbers within one scheme version and unit type, and says why not otherwise", () => {
    const [line] = lookBack(own, [past(2024, ["85", "84"])]);
    expect(line).toMatchObject({ notComparable: null, total: { before: "84.50", now: "85.00" } });
    expect(printRatio(line!.total!.difference!, 2)).toBe("0.50");
    expect(lookBack(own, [past(2024, ["85", "84"], {}, { version: "2" })])).toMatchObject([
      { notComparable: "scheme", forms: [], total: null },
    ]);
    expect(lookBack(own, [past(2024, ["85", "84"], { unitType: "乡镇" })])).toMatchObject([
      { notComparable: "unit-type" },
    ]);
  });

  it("tells what is withheld of either round from what is missing for another reason", () => {
    const few = past(2024, [], {}, {}, [formOf(["85", "84"], 4)]);
    const [line] = lookBack(own, [few]);
    const withheld = { before: "unit", now: null };
    expect(line).toMatchObject({ total: { before: null, withheld }, forms: [{ before: null, withheld }] });
    expect(lookBack({ ...few, closedAtUtc: "2027" }, [own])).toMatchObject([
      { total: { now: null, withheld: { before: null, now: "unit" } } },
    ]);
    const full = past(2024, ["85"]);
    const untold = { ...full, score: { ...full.score, total: null } };
    expect(lookBack(own, [untold])).toMatchObject([
      { total: { before: null, withheld: { before: null, now: null } }, forms: [{ before: "85.00" }] },
    ]);
  });

  it("writes the paragraph, with what went up and down most", () => {
    const said = (line: ReturnType<typeof lookBack>[number] | undefined) =>
      lookbackParagraph(line)
        ?.map(({ text }) => text)
        .join("");
    const [line] = lookBack(own, [past(2024, ["85", "84"])]);
    const [up, down] = [line!.up!.title, line!.down!.title];
    expect(up).not.toBe(down);
    expect(said(line)).toBe(
      `与2024年巡察相比（评估办法版本相同），${own.forms[0]!.shortTitle}得分由84.50分变为85.00分；提高较多的是“${up}”，下降较多的是“${down}”。`,
    );
    expect(said(lookBack(own, [past(2024, ["85"], {}, { version: "2" })])[0])).toBe(
      "与2024年巡察相比：两次办法不同，不作比较。",
    );
    expect(said(undefined)).toBeUndefined();
  });
});
