import type { StandingField } from "../audit-change.ts";
import type { RollSheetTyped } from "./roll-sheet.ts";

/**
 * What was typed for the 登记表 as the record names it: counts of paper and tickets, nothing about answers.
 *
 * @param typed null: nothing yet
 * @param bags the bags of the poll, for what they are called
 */
export function rollSheetFields(
  typed: RollSheetTyped | null,
  bags: readonly { readonly id: string; readonly name: string }[],
): readonly StandingField[] {
  if (typed === null) return [];
  return [
    { field: "meeting", value: typed.meeting },
    { field: "time", value: typed.time },
    { field: "place", value: typed.place },
    { field: "due", value: typed.due },
    { field: "present", value: typed.present },
    { field: "lost", value: typed.lost },
    ...typed.batches.flatMap((batch): readonly StandingField[] => {
      const of = bags.find(({ id }) => id === batch.batch)?.name ?? batch.batch;
      return [
        { field: "issued", of, value: batch.issued },
        { field: "exchanged", of, value: batch.exchanged },
        { field: "returned", of, value: batch.returned },
        { field: "left", of, value: batch.left },
        { field: "paperIssued", of, value: batch.paperIssued },
        { field: "paperReturned", of, value: batch.paperReturned },
      ];
    }),
    { field: "note", value: typed.note },
  ];
}
