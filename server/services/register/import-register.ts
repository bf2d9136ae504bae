import type { UnitChanges } from "../../core/field-change.ts";
import { registerAuditChanges, registerChanges } from "../../core/register/register-changes.ts";
import type { RegisterLine } from "../../core/register/register.ts";
import { readRegister } from "../../core/register/read-register.ts";
import type { Table } from "../../core/roster/table.ts";
import { audit, changeOf } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";

/**
 * Puts a table of history in the place of what was imported before: every row, or with one fault none. What the rounds of
 * this installation say stays.
 *
 * @returns rows that stand now
 * @throws Problem register.invalid
 */
export async function importRegister(deps: Deps, who: Actor, tables: readonly Table[]): Promise<number> {
  const lines = readRegister(tables, deps.library.categoryNames);
  await deps.office.inTransaction(async (office) => {
    const before = await office.registerLines.all();
    await office.registerLines.replace(lines);
    await audit(deps, office, who, "register.imported", "register", {
      lines: lines.length,
      ...changeOf(before, lines, registerAuditChanges(registerChanges(before, lines))),
    });
  });
  return lines.length;
}

/**
 * The same without saving: how many rows there would be, and what becomes of each unit.
 *
 * @throws Problem register.invalid
 */
export async function previewRegister(
  deps: Pick<Deps, "office" | "library">,
  tables: readonly Table[],
): Promise<{ readonly lines: number; readonly units: readonly UnitChanges[] }> {
  const lines = readRegister(tables, deps.library.categoryNames);
  return { lines: lines.length, units: registerChanges(await importedLines(deps), lines) };
}

/** What was imported, for the workbook in which it is carried on. */
export const importedLines = ({ office }: Pick<Deps, "office">): Promise<readonly RegisterLine[]> =>
  office.inTransaction(({ registerLines }) => registerLines.all());
