/** Places where the two have read differently, with one's own mark only. */
import type { ReactElement } from "react";
import type { KeyedDifference } from "../../../server/core/paper/keyed-sheet.ts";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { compareText as text, deskText } from "../../text/paper-keying.ts";
import { itemWords, keyedWords } from "./mark-words.ts";

interface DifferencesTableProps {
  readonly answer: StackAnswer;
  readonly differences: readonly KeyedDifference[];
  /** Null when nothing may be changed any more. */
  readonly mend: ((place: KeyedDifference) => void) | null;
}

export const DifferencesTable = ({ answer, differences, mend }: DifferencesTableProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.sheet}</th>
          <th scope="col">{text.columns.item}</th>
          <th scope="col">{text.columns.own}</th>
          {mend && <th scope="col">{text.columns.act}</th>}
        </tr>
      </thead>
      <tbody>
        {differences.map((place) => {
          const item = place.mark === null ? text.whole : itemWords(answer.marks[place.mark]!);
          return (
            <tr key={`${place.sheet}-${place.mark}`}>
              <td>{place.sheet + 1}</td>
              <td className="wrap">{item}</td>
              <td>{ownWords(answer, place)}</td>
              {mend && (
                <td>
                  <button
                    type="button"
                    className="btn"
                    aria-label={text.mendOn(place.sheet + 1, item)}
                    onClick={() => mend(place)}
                  >
                    {text.mend}
                  </button>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);

/** A sheet that was taken out since has no words. */
function ownWords({ keyed, marks }: StackAnswer, { sheet, mark }: KeyedDifference): string {
  const own = keyed[sheet];
  if (!own) return "";
  if (mark === null || own.isVoid) return own.isVoid ? deskText.sheetVoid : text.notVoid;
  return keyedWords(marks[mark]!, own.marks[mark]!);
}
