/** Which term, and of it which type, year, round and standing. */
import type { ReactElement } from "react";
import type { RegisterAnswer } from "../../../server/http/office/answers-register.ts";
import { registerText } from "../../text/register.ts";
import { Select } from "../parts/select.tsx";
import { EVERYTHING, type RegisterChoice } from "./register-choice.ts";

const text = registerText.filters;
const STANDINGS = ["none", "planned", "inspected"] as const;

interface RegisterFiltersProps {
  readonly answer: RegisterAnswer;
  readonly choice: RegisterChoice;
  readonly found: number;
  readonly choose: (choice: RegisterChoice) => void;
}

export function RegisterFilters({ answer, choice, found, choose }: RegisterFiltersProps): ReactElement {
  const inTerm = answer.rows.flatMap((row) => row.inTerm);
  const years = [...new Set(inTerm.flatMap(({ year }) => year ?? []))].toSorted((a, b) => b - a);
  const rounds = [...new Set(inTerm.flatMap(({ round }) => round || []))];
  const types = answer.coverage.flatMap(({ unitType }) => unitType ?? []);
  const set = (part: keyof RegisterChoice) => (value: string) => choose({ ...choice, [part]: value });
  return (
    <div className="filters" role="group" aria-label={text.title}>
      <Select
        label={registerText.term}
        {...(answer.terms.length === 0 && { none: registerText.noTermKnown })}
        value={String(answer.term ?? "")}
        choices={answer.terms.map((term) => [String(term), registerText.termName(term)])}
        choose={(term) => choose({ ...EVERYTHING, term })}
      />
      <Select
        label={text.unitType}
        none={text.all}
        value={choice.unitType}
        choices={types.map((one) => [one, one])}
        choose={set("unitType")}
      />
      <Select
        label={text.year}
        none={text.all}
        value={choice.year}
        choices={years.map((year) => [String(year), registerText.filters.ofYear(year)])}
        choose={set("year")}
      />
      <Select
        label={text.round}
        none={text.all}
        value={choice.round}
        choices={rounds.map((round) => [round, round])}
        choose={set("round")}
      />
      <Select
        label={text.standing}
        none={text.all}
        value={choice.standing}
        choices={STANDINGS.map((one) => [one, registerText.standing[one]])}
        choose={set("standing")}
      />
      <button type="button" className="btn" onClick={() => choose({ ...EVERYTHING, term: choice.term })}>
        {text.clear}
      </button>
      <span role="status" className="sub">
        {text.found(found)}
      </span>
    </div>
  );
}
