import { useId, useState } from "react";
import type { ReactElement } from "react";
import type { Grade } from "../../../server/core/scoring/scheme.ts";
import { steps as text } from "../../text/console-review.ts";
import { Field } from "../parts/field.tsx";
import { useUnsaved } from "../way/unsaved.ts";

interface GradeFormProps {
  readonly lead: string;
  /** Best to worst. */
  readonly grades: readonly Grade[];
  /** The grade of the step before. */
  readonly start: Grade | null;
  readonly hasMeeting: boolean;
  readonly isBusy: boolean;
  readonly confirm: string;
  readonly take: (grade: Grade, reason: string, meeting: string) => void;
}

/** A grade, the reason when it is another than before, and for the leading group's the day of its meeting. */
export function GradeForm(props: GradeFormProps): ReactElement {
  const { lead, grades, start, hasMeeting, isBusy, confirm, take } = props;
  const [grade, setGrade] = useState<Grade | null>(start ?? grades[0] ?? null);
  const [reason, setReason] = useState("");
  const [meeting, setMeeting] = useState("");
  const name = useId();
  useUnsaved(reason.trim() !== "" || meeting !== "");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (grade) take(grade, reason.trim(), meeting);
      }}
    >
      <p>{lead}</p>
      <fieldset>
        <legend>{text.grade}</legend>
        <div className="checks">
          {grades.map((one) => (
            <label key={one}>
              <input type="radio" name={name} checked={grade === one} onChange={() => setGrade(one)} />
              {one}
            </label>
          ))}
        </div>
      </fieldset>
      {hasMeeting && <Field label={text.meeting} type="date" required value={meeting} change={setMeeting} />}
      <Field
        label={text.reason}
        hint={text.reasonHint}
        maxLength={300}
        required={grade !== start}
        value={reason}
        change={setReason}
      />
      <div className="acts">
        <button type="submit" className="btn" disabled={isBusy}>
          {isBusy ? text.busy : confirm}
        </button>
      </div>
    </form>
  );
}
