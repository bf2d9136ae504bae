import type { ReactElement } from "react";
import type { PlacedFault } from "../../../server/http/office/answers-library.ts";
import { editText as text } from "../../text/forms.ts";

const SHOWN = 8;

interface FaultListProps {
  readonly faults: readonly PlacedFault[];
  /** Faults stand in the way of saving; warnings do not. */
  readonly isBad: boolean;
  readonly open: (fault: PlacedFault) => void;
}

export function FaultList({ faults, isBad, open }: FaultListProps): ReactElement {
  return (
    <div className={`note ${isBad ? "alert" : "warn"} faults-note`}>
      <div>
        <ul>
          {faults.slice(0, SHOWN).map((fault, at) => (
            <li key={at}>
              {fault.sentence}
              {fault.line !== null && (
                <button type="button" className="link" onClick={() => open(fault)}>
                  {text.place(fault.line, fault.column ?? 1)}
                </button>
              )}
            </li>
          ))}
        </ul>
        {faults.length > SHOWN && <p>{text.more(faults.length - SHOWN)}</p>}
      </div>
    </div>
  );
}
