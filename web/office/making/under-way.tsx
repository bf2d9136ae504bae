import type { ReactElement } from "react";
import { common } from "../../text/console.ts";
import { WorkLine } from "./work-line.tsx";

interface UnderWayProps {
  readonly says: string;
  readonly close: () => void;
}

/** What a dialog shows in place of its form while its long work goes on: it may be closed. */
export const UnderWay = ({ says, close }: UnderWayProps): ReactElement => (
  <>
    <WorkLine says={says} />
    <div className="acts">
      <button type="button" className="btn" ref={takeFocus} onClick={close}>
        {common.close}
      </button>
    </div>
  </>
);

/** The field that had it is gone. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus();
