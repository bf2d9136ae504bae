import { Problem } from "../core/problem.ts";
import { fromBase64Url, utf8Bytes } from "../core/ticket/bytes.ts";
import { verifyAudit } from "../store/audit-chain.ts";
import type { AuditRow, OfficeTransaction, ParcelRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { type AuditRecord, knownIds } from "./read-audit.ts";
import { isWholeRecord } from "./verify/check-carried-records.ts";

/** The record of a group's installation that came in with a 封存包. */
export interface CarriedSource {
  /** Id of the parcel. */
  readonly parcel: string;
  /** Title of the round. */
  readonly round: string;
  readonly group: string;
  /** What the installation is called here, and its fingerprint. */
  readonly installation: string;
  readonly fingerprint: string;
  readonly takenInAtUtc: string;
}

export interface CarriedRecord extends AuditRecord {
  readonly source: CarriedSource;
  /** The signature holds, it is of these very lines, and none is missing between them. */
  readonly isWhole: boolean;
}

/** All that came in, those of the newest round first. */
export async function listCarriedRecords(deps: Pick<Deps, "office">): Promise<readonly CarriedSource[]> {
  return deps.office.inTransaction(async (office) => {
    const found = await Promise.all((await office.rounds()).map(({ round }) => carriedIn(office, round)));
    return found.flat();
  });
}

/**
 * Reads one and checks it anew. Nobody changes it, and it is shown as it came.
 *
 * @param id of the parcel
 * @throws Problem parcel.unknown
 */
export async function readCarriedRecord(
  deps: Pick<Deps, "office" | "library">,
  id: string,
): Promise<CarriedRecord> {
  return deps.office.inTransaction(async (office) => {
    const row = await office.parcels.find(id);
    const round = row && (await office.round(row.round));
    if (!row || !round || !hasRecord(row)) throw new Problem("parcel.unknown", {});
    const rows = JSON.parse(row.audit) as readonly AuditRow[];
    const isWhole = isWholeRecord({
      id,
      manifest: utf8Bytes(row.manifest),
      signature: fromBase64Url(row.signature),
      record: utf8Bytes(row.audit),
    });
    const source = await sourceOf(office, row, round.round.title);
    return { rows, verdict: verifyAudit(rows), ...(await knownIds(deps, office)), source, isWhole };
  });
}

const hasRecord = (row: ParcelRow): row is ParcelRow & { readonly audit: string } =>
  row.isIncoming && row.audit !== null;

async function carriedIn(
  office: OfficeTransaction,
  round: { readonly id: string; readonly title: string },
): Promise<readonly CarriedSource[]> {
  const rows = (await office.parcels.of(round.id)).filter(hasRecord);
  return Promise.all(rows.map((row) => sourceOf(office, row, round.title)));
}

async function sourceOf(office: OfficeTransaction, row: ParcelRow, round: string): Promise<CarriedSource> {
  const known = await office.installations.find(row.other);
  return {
    parcel: row.id,
    round,
    group: row.group,
    installation: known?.name ?? "",
    fingerprint: row.other,
    takenInAtUtc: row.atUtc,
  };
}
