/** By whom, what, in which round, on which day. */
import { useId } from "react";
import type { ReactElement } from "react";
import type { AuditAnswer } from "../../../server/http/office/answers-records.ts";
import { auditText } from "../../text/audit.ts";
import { localTime } from "../local-time.ts";
import type { AuditFilter } from "./records-api.ts";

const text = auditText.filters;

export interface AuditChoice {
  /** Of a group's installation: the 封存包 that its record came in; "": the own record. */
  readonly parcel: string;
  readonly who: string;
  readonly act: string;
  readonly round: string;
  /** "2026-11-28" in the reader's own time zone. */
  readonly day: string;
}

export const EVERYTHING: AuditChoice = { parcel: "", who: "", act: "", round: "", day: "" };

const DAY_MS = 86_400_000;

/** A day is as long here as the reader's own: from its midnight to the next. */
export function filterOf({ parcel, who, act, round, day }: AuditChoice): AuditFilter {
  const start = day === "" ? null : new Date(`${day}T00:00:00`);
  if (start === null || Number.isNaN(start.getTime())) return { parcel, who, act, round };
  return {
    parcel,
    who,
    act,
    round,
    from: start.toISOString(),
    until: new Date(start.getTime() + DAY_MS).toISOString(),
  };
}

interface AuditFiltersProps {
  readonly answer: Pick<AuditAnswer, "carried" | "people" | "acts" | "rounds" | "found">;
  readonly choice: AuditChoice;
  readonly choose: (choice: AuditChoice) => void;
}

export function AuditFilters({ answer, choice, choose }: AuditFiltersProps): ReactElement {
  const day = useId();
  return (
    <div className="filters" role="group" aria-label={text.title}>
      {answer.carried.length > 0 && (
        <Choice
          label={text.of}
          none={text.own}
          value={choice.parcel}
          options={answer.carried.map((one) => [one.parcel, text.ofGroup(one, localTime(one.takenInAtUtc))])}
          choose={(parcel) => choose({ ...EVERYTHING, parcel })}
        />
      )}
      <Choice
        label={auditText.columns.who}
        value={choice.who}
        options={answer.people.map((who) => [who, auditText.who(who)])}
        choose={(who) => choose({ ...choice, who })}
      />
      <Choice
        label={auditText.columns.act}
        value={choice.act}
        options={answer.acts.map((act) => [act, auditText.act(act)])}
        choose={(act) => choose({ ...choice, act })}
      />
      <Choice
        label={text.round}
        value={choice.round}
        options={answer.rounds.map(({ id, title }) => [id, title])}
        choose={(round) => choose({ ...choice, round })}
      />
      <div className="field">
        <label htmlFor={day}>{text.day}</label>
        <input
          id={day}
          type="date"
          value={choice.day}
          onChange={(event) => choose({ ...choice, day: event.target.value })}
        />
      </div>
      <button type="button" className="btn" onClick={() => choose({ ...EVERYTHING, parcel: choice.parcel })}>
        {text.clear}
      </button>
      <span role="status" className="sub">
        {text.found(answer.found)}
      </span>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** Of the choice of nothing. */
  readonly none?: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly choose: (value: string) => void;
}

function Choice({ label, none = text.all, value, options, choose }: ChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{none}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
