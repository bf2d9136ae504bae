/** What may be done to a stack beside keying it: recounted, left, given up. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { stackText as text } from "../../text/paper-keying.ts";
import { Field } from "../parts/field.tsx";
import { Note } from "../parts/note.tsx";
import { TwoPeopleFields, useTwoPeople } from "../parts/two-people.tsx";
import { paperApi } from "./paper-api.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

interface StackDialogProps<Outcome> {
  readonly poll: string;
  readonly close: () => void;
  readonly done: (outcome: Outcome) => void | Promise<void>;
}

interface GiveUpDialogProps extends StackDialogProps<void> {
  readonly stack: { readonly id: string; readonly needsTwo: boolean };
}

/** Throws away what both have keyed; two people do once both have been through with it. */
export function GiveUpDialog({ poll, stack, close, done }: GiveUpDialogProps): ReactElement {
  const [people, setPeople] = useTwoPeople();
  return (
    <ReasonDialog
      words={text.given}
      act={(reason) => paperApi.giveUp(poll, stack.id, { reason, ...(stack.needsTwo && people) })}
      close={close}
      done={done}
    >
      {stack.needsTwo && (
        <>
          <Note tone="warn">{text.given.byTwo}</Note>
          <TwoPeopleFields people={people} change={setPeople} />
        </>
      )}
    </ReasonDialog>
  );
}

interface LeaveDialogProps extends StackDialogProps<void> {
  readonly answer: StackAnswer;
}

/** Takes oneself off the stack; what the other has keyed stays. */
export const LeaveDialog = ({ poll, answer, close, done }: LeaveDialogProps): ReactElement => (
  <ReasonDialog
    words={text.left}
    act={(reason) => paperApi.leave(poll, answer.id, reason)}
    close={close}
    done={done}
  >
    {answer.differences !== null && <Note tone="warn">{text.left.afterComparison}</Note>}
  </ReasonDialog>
);

interface CountDialogProps extends StackDialogProps<StackAnswer> {
  readonly answer: StackAnswer;
}

/** Says how many sheets there really are. */
export function CountDialog({ poll, answer, close, done }: CountDialogProps): ReactElement {
  const [sheets, setSheets] = useState(String(answer.sheets));
  return (
    <ReasonDialog
      words={text.counted}
      act={(reason) => paperApi.count(poll, answer.id, { sheets: Number(sheets), reason })}
      close={close}
      done={done}
    >
      <Field
        label={text.counted.sheets}
        type="number"
        min={1}
        max={2000}
        required
        value={sheets}
        change={setSheets}
      />
    </ReasonDialog>
  );
}
