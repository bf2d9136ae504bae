import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { judges as text } from "../../text/console-review.ts";
import type { DraftChoice } from "./draft-entry.ts";
import { FaultBelow } from "./fault-below.tsx";

interface SheetChoiceProps {
  /** Of the panel. */
  readonly title: string;
  readonly sheets: AssessmentAnswer["fields"]["sheets"];
  /** null: totals only. */
  readonly choice: DraftChoice | null;
  readonly isOff: boolean;
  /** Points stand on the sheet, so it cannot be exchanged. */
  readonly isKept: boolean;
  readonly faultAt: (part: "" | ".converted") => string | null;
  readonly change: (choice: DraftChoice | null) => void;
}

/** Which 评分表 the judges of a panel fill in, and the score that is converted for it. */
export function SheetChoice(props: SheetChoiceProps): ReactElement | null {
  const { title, sheets, choice, isOff, isKept, faultAt, change } = props;
  if (sheets.length === 0) return null;
  const nameOf = ({ instrument, version }: Pick<DraftChoice, "instrument" | "version">): string =>
    `${instrument} ${version}`;
  const sheet = choice && sheets.find((one) => nameOf(one) === nameOf(choice));
  const asked = sheet?.converted;
  return (
    <div className="sheet-choice">
      <label>
        <span>{text.sheet}</span>
        <select
          className="box"
          aria-label={text.sheetOf(title)}
          disabled={isOff || isKept}
          value={choice ? nameOf(choice) : ""}
          onChange={(event) => {
            const next = sheets.find((one) => nameOf(one) === event.target.value);
            change(next ? { instrument: next.instrument, version: next.version, converted: "" } : null);
          }}
        >
          <option value="">{text.totalsOnly}</option>
          {sheets.map((one) => (
            <option key={nameOf(one)} value={nameOf(one)}>
              {text.sheetName(one.title, one.version)}
            </option>
          ))}
        </select>
      </label>
      {choice && asked && (
        <label>
          <span>{text.converted(asked.title, asked.points)}</span>
          <input
            className="box narrow"
            inputMode="decimal"
            maxLength={6}
            aria-invalid={faultAt(".converted") ? true : undefined}
            disabled={isOff}
            value={choice.converted}
            onChange={(event) => change({ ...choice, converted: event.target.value.trim() })}
          />
        </label>
      )}
      {choice && asked?.released && !isOff && asked.released !== choice.converted && (
        <button
          type="button"
          className="link"
          onClick={() => change({ ...choice, converted: asked.released ?? "" })}
        >
          {text.takeReleased(asked.released)}
        </button>
      )}
      <FaultBelow faults={[faultAt(""), faultAt(".converted")]} />
      {choice && !isOff && <p className="sub">{isKept ? text.sheetKept : text.sheetHint}</p>}
    </div>
  );
}
