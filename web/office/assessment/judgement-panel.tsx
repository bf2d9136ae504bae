import type { ReactElement } from "react";
import { assessment as text } from "../../text/console-review.ts";
import type { PartProps } from "./entry-form.tsx";
import { FaultBelow } from "./fault-below.tsx";

/** 研判: a score and a reason per dimension. */
export function JudgementPanel({ answer, draft, set, faultAt }: PartProps): ReactElement | null {
  const { dimensions } = answer.fields;
  if (dimensions.length === 0) return null;
  const change = (id: string, part: { readonly score?: string; readonly reason?: string }): void => {
    const before = draft.judgement[id] ?? { score: "", reason: "" };
    set({ judgement: { ...draft.judgement, [id]: { ...before, ...part } } });
  };
  return (
    <section className="panel holds-table">
      <header>
        <h2>{text.judgementTitle}</h2>
      </header>
      <p className="in sub">{text.judgementHint}</p>
      <table className="t entry">
        <caption className="sr">{text.judgementTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.dimension}</th>
            <th scope="col">{text.columns.score}</th>
            <th scope="col">{text.columns.reason}</th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map(({ id, title }) => {
            const line = draft.judgement[id] ?? { score: "", reason: "" };
            const faults = [faultAt(`$.judgement.${id}.score`), faultAt(`$.judgement.${id}.reason`)] as const;
            return (
              <tr key={id}>
                <th scope="row">{title}</th>
                <td>
                  <input
                    className="box narrow"
                    inputMode="decimal"
                    maxLength={6}
                    aria-label={text.scoreOf(title)}
                    aria-invalid={faults[0] ? true : undefined}
                    disabled={!answer.mayJudge}
                    value={line.score}
                    onChange={(event) => change(id, { score: event.target.value.trim() })}
                  />
                </td>
                <td className="wide">
                  <textarea
                    className="box"
                    rows={line.reason.length > 34 ? 2 : 1}
                    maxLength={300}
                    aria-label={text.reasonOf(title)}
                    aria-invalid={faults[1] ? true : undefined}
                    disabled={!answer.mayJudge}
                    value={line.reason}
                    onChange={(event) => change(id, { reason: event.target.value })}
                  />
                  <FaultBelow faults={faults} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
