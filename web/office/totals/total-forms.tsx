/** What several units say together: a line per form, then its items. */
import { useMemo } from "react";
import type { ReactElement } from "react";
import type { Thresholds } from "../../../server/core/round/round.ts";
import type { TotalAnswer } from "../../../server/http/office/answers-results.ts";
import { totals as text } from "../../text/console-compare.ts";
import { figuresOf } from "../results/figures.ts";
import { ItemsFigure } from "../results/items-figure.tsx";

interface TotalFormsProps {
  readonly totals: readonly TotalAnswer[];
  readonly thresholds: Thresholds;
}

export const TotalForms = ({ totals, thresholds }: TotalFormsProps): ReactElement => (
  <div className="stack">
    <section className="panel scroll">
      <table className="t totals">
        <caption className="sr">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.form}</th>
            {(["units", "ballots", "leftOut", "score"] as const).map((column) => (
              <th key={column} scope="col" className="num">
                {text.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map(({ instrument, title, units, ballots, leftOut, score }) => (
            <tr key={instrument}>
              <td>{title}</td>
              <td className="num">{units}</td>
              <td className="num">{ballots}</td>
              <td className="num">
                {leftOut.units === 0 ? text.noneLeftOut : text.leftOut(leftOut.units, leftOut.ballots)}
              </td>
              <td className="num">{score?.printed ?? "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="in">
        <p className="sub">{text.scoreHint}</p>
      </div>
    </section>
    {totals.map((total) => (
      <TotalForm key={total.instrument} total={total} thresholds={thresholds} />
    ))}
  </div>
);

interface TotalFormProps {
  readonly total: TotalAnswer;
  readonly thresholds: Thresholds;
}

function TotalForm({ total, thresholds }: TotalFormProps): ReactElement {
  const figures = useMemo(() => figuresOf({ ...total, leaders: [] }), [total]);
  const { units, ballots, blocks, items } = total;
  const base =
    text.base(units, ballots) +
    (blocks.length > 1 ? text.blocks(blocks.map((one) => text.block(one.name, one.ballots))) : "") +
    items.flatMap(({ title, leftOut }) => (leftOut > 0 ? [text.itemLeftOut(title, leftOut)] : [])).join("");
  return (
    <>
      {figures.map((figure) => (
        <ItemsFigure key={figure.items[0]?.leaf} figure={figure} base={base} thresholds={thresholds} />
      ))}
    </>
  );
}
