import type { ReactElement } from "react";
import type { GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { momentOf, stations as text } from "../../text/console-review.ts";
import { type Station, Stations } from "../parts/stations.tsx";

const ORDER: readonly Station["id"][] = ["computed", "proposed", "reviewed", "approved", "frozen"];

/** How many units of the table have passed each station, and who was the last. */
export function GradeStations({ table }: { readonly table: GradeTableAnswer }): ReactElement | null {
  if (table.grades.length === 0) return null;
  const passed = ORDER.map((id) => passedBy(table, id));
  const all = table.rows.length;
  const now = passed.findIndex(({ units }) => units < all);
  return (
    <Stations
      all={ORDER.map((id, at) => ({
        id,
        state: now < 0 || at < now ? "done" : at === now ? "now" : "waiting",
        says: passed[at]!.units === 0 && id !== "computed" ? text.whose[id] : wordsOf(passed[at]!, all),
      }))}
    />
  );
}

interface Passed {
  readonly units: number;
  readonly moved: number;
  /** The last who took this step, and when. */
  readonly last: { readonly by: string; readonly origin: string | null; readonly atUtc: string } | null;
}

function passedBy({ rows }: GradeTableAnswer, id: Station["id"]): Passed {
  if (id === "computed")
    return { units: rows.filter(({ computed }) => computed).length, moved: 0, last: null };
  const lines = rows.flatMap(({ review }) => review.steps.filter(({ act }) => act.kind === id));
  return {
    units: lines.length,
    moved: rows.filter(({ review }) => review.moved.some(({ step }) => step === id)).length,
    last: lines.toSorted((a, b) => (a.atUtc < b.atUtc ? -1 : 1)).at(-1) ?? null,
  };
}

const wordsOf = ({ units, moved, last }: Passed, all: number): ReactElement => (
  <>
    {text.units(units, all)}
    {text.moved(moved)}
    {last && (
      <>
        <br />
        {text.by(text.who(last), momentOf(last.atUtc))}
      </>
    )}
  </>
);
