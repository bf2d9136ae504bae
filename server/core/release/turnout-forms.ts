import type { ReleasedForm } from "./released.ts";

/** Forms that 收回 of a unit is read from: those its own people fill, or all when they fill none. */
export function turnoutForms<T extends Pick<ReleasedForm, "raters">>(forms: readonly T[]): readonly T[] {
  const own = forms.filter(({ raters }) => raters === "own");
  return own.length > 0 ? own : forms;
}

/** The form whose ballots are 收回 of the unit; undefined when nothing was asked. */
export const fullestForm = (result: {
  readonly forms: readonly ReleasedForm[];
  readonly returned: number;
}): ReleasedForm | undefined => turnoutForms(result.forms).find(({ ballots }) => ballots === result.returned);
