import { compileCell } from "./check-cell.ts";
import { fill, hasOthers, isRecord, placeOf, type ValueCheck } from "./draft.ts";
import type { FrozenForm } from "./frozen.ts";
import type { FieldsQuestion } from "./question.ts";

/** multipletext: an object of fields, each checked by itself. */
export function compileFields(question: FieldsQuestion, form: FrozenForm): ValueCheck {
  const fields = question.fields.map(({ id, cell, validators, isRequired }) => {
    const { at, leaf } = placeOf(form, `${question.name}/${id}`);
    return { id, isRequired, at, leaf, check: compileCell(cell, leaf, validators) };
  });
  return (value, draft, refuse) => {
    if (!isRecord(value)) {
      refuse(draft, "wrong-type");
      return false;
    }
    let found = 0;
    let answered = 0;
    for (const field of fields) {
      const given = value[field.id];
      if (given !== undefined) found += 1;
      const faults = draft.faults.length;
      if (given !== undefined && fill(field, given, draft, refuse)) answered += 1;
      else if (field.isRequired && draft.faults.length === faults) refuse(draft, "required", field.leaf);
    }
    if (hasOthers(value, found)) refuse(draft, "unknown-row");
    return answered > 0;
  };
}
