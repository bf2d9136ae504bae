import type { AuditAct, AuditFact } from "../core/audit-act.ts";
import { type AuditChange, recordable, type RecordedChanges } from "../core/audit-change.ts";
import { digestOf } from "../core/definition/canonical.ts";
import type { OfficeTransaction } from "../store/office.ts";
import type { Actor, Deps } from "./deps.ts";

/**
 * What a line says beside who, when and about what: short facts, digests, and what changed of settings and figures of the
 * office, never a text somebody typed at length, a password or a code.
 */
export type AuditFacts = {
  readonly [fact in AuditFact]?: string | number | boolean | null;
} & Partial<RecordedChanges>;

/** Appends one act of the office to the hash chain. Respondents never appear here. */
export async function audit(
  deps: Pick<Deps, "clock">,
  office: OfficeTransaction,
  who: Actor,
  act: AuditAct,
  about: string,
  detail: AuditFacts = {},
): Promise<void> {
  await office.appendAudit({
    atUtc: deps.clock().toISOString(),
    who: nameOf(who),
    act,
    about,
    detail: JSON.stringify({ ...detail, ...(who.second && { second: nameOf(who.second) }) }),
  });
}

const nameOf = ({ account, name }: Actor): string =>
  account === name || account === "keeper" ? account : `${account} ${name}`;

/**
 * Digests of what was there and of what is there now, null where there was nothing, and beside them what changed.
 *
 * @param changes field by field; absent: the digests alone
 */
export function changeOf(before: unknown, after: unknown, changes: readonly AuditChange[] = []): AuditFacts {
  const digest = (value: unknown) => (value === null ? null : digestOf(value));
  const kept = recordable(changes);
  return {
    before: digest(before),
    after: digest(after),
    ...(kept.changes.length > 0 && { changes: kept.changes }),
    ...(kept.moreChanges > 0 && { moreChanges: kept.moreChanges }),
  };
}
