/** Turnout: the solid part is certain, the pale part is the step of five. */
import type { CSSProperties, ReactElement } from "react";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import { printShare } from "../../charts/share.ts";
import { progress as text } from "../../text/console.ts";
import { spanOf } from "./count-states.ts";

const percent = (part: number, whole: number): string =>
  `${whole > 0 ? Math.min(100, (100 * part) / whole) : 0}%`;

export function TurnoutBar({ unit }: { readonly unit: UnitRow }): ReactElement {
  const { turnout } = unit;
  const eligible = turnout?.eligible ?? unit.eligible;
  const { from, to } = spanOf(turnout);
  const isExact = turnout !== null && "returned" in turnout;
  const words =
    turnout === null
      ? text.none(eligible)
      : isExact
        ? text.exact(from, eligible)
        : text.range(from, to, eligible);
  const style = {
    "--sure": percent(from, eligible),
    "--step": percent(to - from, eligible),
  } as CSSProperties;
  return (
    <div className="turn">
      <span className="track" style={style} aria-hidden="true">
        <i />
        <b />
      </span>
      <span>
        <span className="words">
          <span className="nowrap">{words}</span>
          {isExact && eligible > 0 && <span className="muted">{text.rate(printShare(from, eligible))}</span>}
        </span>
        {turnout !== null && !isExact && <Flags reached={turnout.reached} complete={turnout.complete} />}
      </span>
    </div>
  );
}

function Flags({
  reached,
  complete,
}: {
  readonly reached: boolean;
  readonly complete: boolean;
}): ReactElement | null {
  if (!reached && !complete) return null;
  return <span className="flags">{complete ? text.complete : text.reached}</span>;
}
