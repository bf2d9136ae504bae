/** The two buttons of a dialog: the safe choice on the left, with the focus; the other says what it does. */
import type { ReactElement } from "react";

interface ActsProps {
  readonly safe: string;
  readonly confirm: string;
  readonly busy: string;
  readonly isBusy: boolean;
  readonly cancel: () => void;
  /** Absent when the confirm button submits the form around it. */
  readonly act?: () => void;
  /** Whether the safe choice is what most want here: it is the filled one then. */
  readonly prefersSafe?: boolean;
}

export const Acts = ({ safe, confirm, busy, isBusy, cancel, act, prefersSafe }: ActsProps): ReactElement => (
  <div className="acts">
    <button
      type="button"
      className={prefersSafe ? "btn primary" : "btn"}
      data-first
      onClick={cancel}
      disabled={isBusy}
    >
      {safe}
    </button>
    <button
      type={act ? "button" : "submit"}
      className={prefersSafe ? "btn" : "btn primary"}
      onClick={act}
      disabled={isBusy}
    >
      {isBusy ? busy : confirm}
    </button>
  </div>
);
