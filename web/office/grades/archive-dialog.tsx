import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { archive as text } from "../../text/console-trial.ts";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { trialApi } from "../trial/trial-api.ts";

interface ArchiveDialogProps {
  readonly round: Pick<RoundAnswer, "id" | "title">;
  readonly close: () => void;
}

export const ArchiveDialog = ({ round, close }: ArchiveDialogProps): ReactElement => (
  <TwoPeopleDialog
    question={text.question(round.title)}
    words={text}
    send={(people) => trialApi.archive(round.id, people)}
    close={close}
  >
    <p>{text.lead}</p>
    <p>{text.after}</p>
  </TwoPeopleDialog>
);
