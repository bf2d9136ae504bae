/** One of several, or none of them where that is possible. */
import { useId } from "react";
import type { ReactElement } from "react";

interface SelectProps {
  readonly label: string;
  /** What stands for none; absent: one has to be chosen. */
  readonly none?: string;
  /** `none` is no answer: the form is not sent with it. */
  readonly isRequired?: boolean;
  /** "" = none. */
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string) => void;
}

export function Select({
  label,
  none,
  isRequired = false,
  value,
  choices,
  choose,
}: SelectProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="box"
        required={isRequired}
        value={value}
        onChange={({ target }) => choose(target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map(([one, said]) => (
          <option key={one} value={one}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
}
