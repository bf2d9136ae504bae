import type { ReactElement } from "react";

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, said: string])[];
  readonly choose: (value: string) => void;
}

export const Choice = ({ label, value, choices, choose }: ChoiceProps): ReactElement => (
  <select aria-label={label} className="box" value={value} onChange={({ target }) => choose(target.value)}>
    {choices.map(([one, said]) => (
      <option key={one} value={one}>
        {said}
      </option>
    ))}
  </select>
);
