import { Fragment } from "react";
import type { ReactElement } from "react";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import { type DifferentLine, differentLines } from "../../../server/core/line-difference.ts";
import { formText as text } from "../../text/forms.ts";

/** Lines around a change that help to find it. */
const AROUND = 3;

interface RawDifferenceProps {
  readonly before: Instrument;
  readonly after: Instrument;
}

/** Both are laid out alike first, so that only what they say differs. */
export function RawDifference({ before, after }: RawDifferenceProps): ReactElement {
  const lines = differentLines(JSON.stringify(before, null, 2), JSON.stringify(after, null, 2));
  return (
    <div className="scroll raw" tabIndex={0} role="region" aria-label={text.rawCaption}>
      <table>
        <caption className="sr">{text.rawCaption}</caption>
        <thead className="sr">
          <tr>
            <th scope="col">{text.rawColumns.before}</th>
            <th scope="col">{text.rawColumns.after}</th>
            <th scope="col">{text.rawColumns.kind}</th>
            <th scope="col">{text.rawColumns.text}</th>
          </tr>
        </thead>
        <tbody>
          {stretches(lines).map(({ skipped, shown }, at) => (
            <Fragment key={at}>
              {skipped > 0 && (
                <tr className="gap">
                  <td colSpan={4}>{text.gap(skipped)}</td>
                </tr>
              )}
              {shown.map((line, number) => (
                <tr key={number} className={line.kind}>
                  <td>{line.before}</td>
                  <td>{line.after}</td>
                  <td>
                    <span aria-hidden="true">{MARKS[line.kind]}</span>
                    <span className="sr">{text.rawKinds[line.kind]}</span>
                  </td>
                  <td>
                    <code>{line.text}</code>
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MARKS = { removed: "−", added: "+", same: "" } satisfies Record<DifferentLine["kind"], string>;

interface Stretch {
  /** Equal lines left out before. */
  readonly skipped: number;
  readonly shown: readonly DifferentLine[];
}

function stretches(lines: readonly DifferentLine[]): readonly Stretch[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same"),
  );
  const found: { skipped: number; shown: DifferentLine[] }[] = [{ skipped: 0, shown: [] }];
  for (const [at, line] of lines.entries()) {
    const last = found[found.length - 1]!;
    if (isNear[at]) last.shown.push(line);
    else if (last.shown.length > 0) found.push({ skipped: 1, shown: [] });
    else last.skipped += 1;
  }
  return found;
}
