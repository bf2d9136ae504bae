import type { ReactElement } from "react";
import { freeze as text } from "../../text/console-review.ts";
import { assessmentApi } from "../assessment/assessment-api.ts";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";

interface FreezeDialogProps {
  readonly round: string;
  /** Units that are approved and not frozen. */
  readonly count: number;
  readonly close: () => void;
}

export const FreezeDialog = ({ round, count, close }: FreezeDialogProps): ReactElement => (
  <TwoPeopleDialog
    question={text.question(count)}
    words={text}
    send={(people) => assessmentApi.freeze(round, people)}
    close={close}
  >
    <p>{text.lead}</p>
  </TwoPeopleDialog>
);
