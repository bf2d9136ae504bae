import { DESTRUCTION, destructionRecord } from "../../core/documents/destruction-record.ts";
import { Problem } from "../../core/problem.ts";
import type { DestructionRecord } from "../../core/volume/destruction.ts";
import type { Deps } from "../deps.ts";
import type { ListedDocument } from "../documents/document-list.ts";
import { localDay } from "../documents/local-day.ts";

/** 销毁记录 as a document: all that is left to be made of a destroyed round. */
export const destructionDocument = (record: DestructionRecord): ListedDocument => ({
  key: "destruction-record",
  kind: "destruction-record",
  title: DESTRUCTION.title,
  hasTexts: false,
  make: () =>
    destructionRecord(record, {
      archivedOn: localDay(new Date(record.archivedAtUtc)),
      destroyedOn: localDay(new Date(record.destroyedAtUtc)),
    }),
});

/** @throws Problem round.unknown; request.not-found while the round is not destroyed */
export async function readDestruction(deps: Pick<Deps, "office">, round: string): Promise<DestructionRecord> {
  const row = await deps.office.inTransaction((office) => office.round(round));
  if (!row) throw new Problem("round.unknown", {});
  if (!row.destruction) throw new Problem("request.not-found", {});
  return row.destruction.record;
}
