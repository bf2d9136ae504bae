/** Closings that were begun in a dialog which has been left since. */
import type { ReactElement } from "react";
import type { PollState } from "../../../server/core/round/round.ts";
import type { PollStateAnswer, RoundAnswer, UnitRow } from "../../../server/http/office/answers.ts";
import { closing as text } from "../../text/console.ts";
import { Standing } from "../making/standing.tsx";
import { useLongWork, useLongWorks } from "../making/use-long-work.ts";

const CLOSING: PollState = "closing";

interface ClosingsProps {
  readonly round: RoundAnswer;
  /** The unit whose dialog is open: it is said there. */
  readonly asked: string | null;
}

/** What goes on, and how it ended, unit by unit. */
export function Closings({ round, asked }: ClosingsProps): ReactElement | null {
  const begun = useLongWorks("close", round.id).map(({ about }) => about);
  const units = round.units.filter(({ id }) => id !== asked && begun.includes(id));
  if (units.length === 0) return null;
  return (
    <div className="page-note stack">
      {units.map((unit) => (
        <ClosingLine key={unit.id} round={round.id} unit={unit} />
      ))}
    </div>
  );
}

function ClosingLine({ round, unit }: { readonly round: string; readonly unit: UnitRow }): ReactElement {
  const work = useLongWork<PollStateAnswer>("close", round, unit.id);
  const done = work.got?.state === "closed" ? text.done : text.goesOn;
  return <Standing work={work} busy={text.underWay(unit.name)} done={done(unit.name)} />;
}

/** The round with every unit as it is to whoever is having it closed: nobody presses 封存 twice. */
export function useClosingUnits(round: RoundAnswer): RoundAnswer {
  const pending = useLongWorks("close", round.id).filter(({ isPending }) => isPending);
  const ids = pending.map(({ about }) => about);
  if (ids.length === 0) return round;
  const units = round.units.map((unit) => (ids.includes(unit.id) ? { ...unit, state: CLOSING } : unit));
  return { ...round, units };
}
