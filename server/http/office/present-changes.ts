import type { UnitChanges } from "../../core/field-change.ts";
import type { UnitChangesAnswer } from "./answers.ts";

/** One unit of the preview of an import. */
export const presentChanges = ({ unit, changes }: UnitChanges): UnitChangesAnswer => ({
  unit,
  changes: changes.map(({ title, from, to }) => ({ title, from, to })),
});
