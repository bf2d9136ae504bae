import { useState } from "react";
import type { ReactElement } from "react";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { steps as text } from "../../text/console-review.ts";
import { Acts } from "../parts/acts.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { assessmentApi } from "./assessment-api.ts";
import { useUnitAct } from "./use-assessment.ts";

interface ReopenDialogProps {
  readonly round: string;
  readonly answer: AssessmentAnswer;
  readonly close: () => void;
}

export function ReopenDialog({ round, answer, close }: ReopenDialogProps): ReactElement {
  const { unit, state } = answer;
  const [reason, setReason] = useState("");
  const [people, setPeople] = useTwoPeople();
  const act = useUnitAct(
    round,
    unit.id,
    () => assessmentApi.reopen(round, unit.id, reason.trim(), people),
    close,
  );
  return (
    <Dialog title={text.reopenQuestion(unit.name)} close={() => !act.isPending && close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined);
        }}
      >
        <p>{state === "judged" ? text.reopenJudgement : text.reopenLead}</p>
        <Field label={text.reopenReason} required maxLength={300} value={reason} change={setReason} />
        <TwoPeopleFields people={people} change={setPeople} />
        <TwoPeopleRefusal error={act.error} />
        <Acts
          safe={text.reopenSafe}
          confirm={text.reopenConfirm}
          busy={text.busy}
          isBusy={act.isPending}
          cancel={close}
        />
      </form>
    </Dialog>
  );
}
