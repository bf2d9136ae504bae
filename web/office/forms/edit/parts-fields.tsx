import type { ReactElement } from "react";
import { parseRatio, storeRatio, sum } from "../../../../server/core/ratio.ts";
import type { Instrument, Part } from "../../../../server/core/definition/instrument.ts";
import { commonEdits as text } from "../../../text/forms.ts";
import type { EditProps } from "./common-edits.tsx";

/** Weights of the parts, with their sum: it has to be 100 before the form can be saved. */
export function PartsFields({ instrument, change }: EditProps): ReactElement {
  const set = (at: number, part: Partial<Part>): void =>
    change({
      ...instrument,
      parts: instrument.parts.map((one, index) => (index === at ? { ...one, ...part } : one)),
    });
  const total = totalOf(instrument.parts);
  return (
    <fieldset>
      <legend>{text.partsTitle}</legend>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{text.partColumns.title}</th>
            <th scope="col">{text.partColumns.weight}</th>
          </tr>
        </thead>
        <tbody>
          {instrument.parts.map((part, at) => (
            <tr key={at}>
              <td>
                <input
                  className="box"
                  aria-label={text.partTitle(part.title)}
                  value={part.title}
                  onChange={({ target }) => set(at, { title: target.value })}
                />
              </td>
              <td>
                <input
                  className="box narrow"
                  inputMode="decimal"
                  aria-label={text.partWeight(part.title)}
                  value={String(part.weight)}
                  onChange={({ target }) => set(at, { weight: target.value.trim() })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total !== null && <Total total={total} hasOwnWeights={hasOwnWeights(instrument)} />}
    </fieldset>
  );
}

/** Items with a weight of their own count to the 100 too; then only the checker knows whether the sum is right. */
const hasOwnWeights = ({ items }: Instrument): boolean =>
  Object.values(items).some(({ weight }) => weight !== undefined);

const Total = ({ total, hasOwnWeights }: { readonly total: string; readonly hasOwnWeights: boolean }) => (
  <p className={`total ${total === "100" || hasOwnWeights ? "" : "wrong"}`} aria-live="polite">
    {total === "100" || hasOwnWeights ? text.total(total) : text.totalWrong(total)}
  </p>
);

/** Exact; null while a weight is not a number. */
function totalOf(parts: readonly Part[]): string | null {
  try {
    return storeRatio(sum(parts.map(({ weight }) => parseRatio(weight))));
  } catch {
    return null;
  }
}
