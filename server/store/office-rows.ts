/** Rows of the office store as their tables keep them → as use cases read them. */
import type { Destruction } from "../core/volume/destruction.ts";
import type { Selectable } from "kysely";
import type { Role } from "../core/access/role.ts";
import type { ReviewEntry } from "../core/review/review.ts";
import type { PollState } from "../core/round/round.ts";
import type { OfficeTables } from "./office-tables.ts";
import type { AccountRow, AuditRow, OwnFormRow, PollRow, RoundRow, SessionRow } from "./office.ts";

export function roundRow(row: Selectable<OfficeTables["rounds"]>): RoundRow {
  return {
    round: JSON.parse(row.round),
    frozen: row.frozen === null ? null : JSON.parse(row.frozen),
    ...(row.brought !== null && { brought: JSON.parse(row.brought) as RoundRow["brought"] }),
    ...(row.span !== null && { span: JSON.parse(row.span) }),
    ...(row.archived_at_utc !== null && { archivedAtUtc: row.archived_at_utc }),
    ...(row.keep_days !== null && { keepDays: row.keep_days }),
    ...(row.destruction !== null && { destruction: JSON.parse(row.destruction) as Destruction }),
  };
}

export function pollRow(row: Selectable<OfficeTables["polls"]>): PollRow {
  return {
    id: row.id,
    round: row.round,
    unit: row.unit,
    state: row.state as PollState,
    plan: row.plan === null ? null : JSON.parse(row.plan),
    openedAtUtc: row.opened_at_utc,
    closingEndsAtUtc: row.closing_ends_at_utc,
    closedAtUtc: row.closed_at_utc,
    closedDigest: row.closed_digest,
    ...(row.is_rehearsal === 1 && { isRehearsal: true as const }),
    ...(row.open_until !== null && { openUntil: row.open_until }),
    ...(row.replaced_by !== null && { replacedBy: row.replaced_by }),
  };
}

export function ownFormRow(row: Selectable<OfficeTables["own_forms"]>): OwnFormRow {
  const { made_at_utc: madeAtUtc, made_by: madeBy, ...columns } = row;
  return { ...columns, madeAtUtc, madeBy };
}

export function reviewEntry({ sequence, entry }: Selectable<OfficeTables["reviews"]>): ReviewEntry {
  return { ...(JSON.parse(entry) as Omit<ReviewEntry, "sequence">), sequence };
}

export function accountRow(row: Selectable<OfficeTables["accounts"]>): AccountRow {
  const { id, name, role, unit_group: group, password_hash: passwordHash, must_change: mustChange } = row;
  return { id, name, role: role as Role, group, passwordHash, mustChange: mustChange === 1 };
}

export function sessionRow(row: Selectable<OfficeTables["sessions"]>): SessionRow {
  const { token_hash: tokenHash, account, started_at_utc: startedAtUtc, seen_at_utc: seenAtUtc } = row;
  return {
    tokenHash,
    account,
    startedAtUtc,
    seenAtUtc,
    ...(row.has_closed === 1 && { hasClosed: true as const }),
  };
}

export function auditRow(row: Selectable<OfficeTables["audit"]>): AuditRow {
  const { sequence, at_utc: atUtc, who, act, about, detail, digest } = row;
  return { sequence, atUtc, who, act, about, detail, digest };
}
