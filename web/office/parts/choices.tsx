import type { ReactElement } from "react";

interface ChoicesProps {
  readonly title: string;
  readonly all: readonly (readonly [id: string, said: string])[];
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}

/** Any number of some. */
export const Choices = ({ title, all, chosen, choose }: ChoicesProps): ReactElement => (
  <fieldset>
    <legend>{title}</legend>
    <div className="checks">
      {all.map(([id, said]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={() =>
              choose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
            }
          />
          {said}
        </label>
      ))}
    </div>
  </fieldset>
);
