import type { CodeFault } from "../core/problem.ts";
import type { AccountRow, Office } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Deps } from "./deps.ts";

/** Names that nobody has are put on record in one line for each such time, so that guessing cannot fill the disk. */
const UNKNOWN_EVERY_MS = 60_000;
const unknown = new WeakMap<Office, { since: number; attempts: number }>();

/**
 * Puts a refused password on record, or the refused code of a phone and why it was refused. What was typed as a name is kept only when an account has it: people type
 * passwords into the wrong field.
 */
export async function noteRefusal(
  deps: Deps,
  account: AccountRow | null,
  code: CodeFault | null = null,
): Promise<void> {
  if (account) {
    const who = { account: account.id, name: account.name };
    await deps.office.inTransaction((office) =>
      code === null
        ? audit(deps, office, who, "account.refused", account.id)
        : audit(deps, office, who, "account.code-refused", account.id, { code }),
    );
    return;
  }
  const now = deps.clock().getTime();
  const seen = unknown.get(deps.office);
  if (seen && now - seen.since < UNKNOWN_EVERY_MS) {
    seen.attempts += 1;
    return;
  }
  unknown.set(deps.office, { since: now, attempts: 0 });
  const attempts = (seen?.attempts ?? 0) + 1;
  const nobody = { account: "unknown", name: "unknown" };
  await deps.office.inTransaction((office) =>
    audit(deps, office, nobody, "account.refused", "unknown", { attempts }),
  );
}
