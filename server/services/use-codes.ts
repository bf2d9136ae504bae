/** Codes of phones (动态口令): each is taken once, and a wrong one costs a growing wait. */
import { stepOfCode } from "../core/access/one-time-code.ts";
import { type CodeFault, Problem } from "../core/problem.ts";
import type { AccountRow, OfficeTransaction, SecondFactor } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { GrowingWait } from "./growing-wait.ts";
import { noteRefusal } from "./note-refusal.ts";
import { perOffice } from "./per-office.ts";

export interface AskedCode {
  readonly account: AccountRow;
  readonly code: string | undefined;
  /** Says whose code it is. */
  readonly refusal: "account.code-refused" | "account.own-code";
}

/**
 * By account, whoever asks from wherever: a code is only looked at after the right password, so no stranger can keep
 * its owner waiting, and guessing from many machines is no faster than from one.
 */
const waitsOf = perOffice(() => new GrowingWait());

/** Whether codes are asked for and this account has no phone yet that shows them. */
export async function hasToEnrol(office: OfficeTransaction, { id }: AccountRow): Promise<boolean> {
  if (!(await office.profile()).hasCodes) return false;
  return !(await office.secondFactors.of(id))?.isConfirmed;
}

/**
 * Checks the codes of everybody who takes part in one act and uses them up: all of them, or none when one is wrong.
 * Without codes in the profile it asks for nothing.
 *
 * @throws Problem account.not-allowed for somebody who has not enrolled; else as `refusal` says, of the first whose
 *   code is missing, wrong or used before
 */
export async function useCodes(deps: Deps, asked: readonly AskedCode[]): Promise<void> {
  const areEnrolled = await deps.office.inTransaction(async (office) => {
    if (!(await office.profile()).hasCodes) return null;
    for (const { account } of asked) if (await hasToEnrol(office, account)) return false;
    return true;
  });
  if (areEnrolled === null) return;
  if (!areEnrolled) throw new Problem("account.not-allowed", {});
  for (const { code, refusal } of asked) {
    if (code === undefined) throw new Problem(refusal, { reason: "missing", waitSeconds: 0 });
  }
  const seconds = countAttempts(deps, asked);
  const faults = await deps.office.inTransaction((office) => takeSteps(deps, office, asked));
  for (const [i, { account }] of asked.entries()) {
    const reason = faults[i] ?? null;
    if (reason === null) waitsOf(deps.office).clear(account.id);
    else await noteRefusal(deps, account, reason);
  }
  const first = faults.findIndex((reason) => reason !== null);
  const [refused, reason] = [asked[first], faults[first]];
  if (refused && reason) throw new Problem(refused.refusal, { reason, waitSeconds: seconds[first] ?? 0 });
}

/** A first code of a phone that is being enrolled; it waits and is noted like any other. @returns its step */
export async function checkFirstCode(
  deps: Deps,
  account: AccountRow,
  { secret }: SecondFactor,
  code: string,
): Promise<number> {
  const [waitSeconds = 0] = countAttempts(deps, [{ account, code, refusal: "account.code-refused" }]);
  const step = stepOfCode(secret, code, deps.clock().getTime());
  if (step === null) {
    await noteRefusal(deps, account, "wrong");
    throw new Problem("account.code-refused", { reason: "wrong", waitSeconds });
  }
  waitsOf(deps.office).clear(account.id);
  return step;
}

/** @returns seconds each waits if this attempt fails. @throws Problem as `refusal` says while an earlier wait runs */
function countAttempts(deps: Deps, asked: readonly AskedCode[]): readonly number[] {
  const waits = waitsOf(deps.office);
  const now = deps.clock().getTime();
  for (const { account, refusal } of asked) {
    const left = waits.left(account.id, now);
    if (left > 0) throw new Problem(refusal, { reason: "waiting", waitSeconds: left });
  }
  return asked.map(({ account }) => waits.count(account.id, now));
}

async function takeSteps(
  deps: Deps,
  office: OfficeTransaction,
  asked: readonly AskedCode[],
): Promise<readonly (CodeFault | null)[]> {
  const found: { readonly id: string; readonly step: number | null; readonly isUsed: boolean }[] = [];
  for (const { account, code } of asked) {
    const factor = await office.secondFactors.of(account.id);
    const step = factor && stepOfCode(factor.secret, code ?? "", deps.clock().getTime());
    found.push({ id: account.id, step, isUsed: step !== null && step <= (factor?.lastStep ?? -1) });
  }
  const faults = found.map(({ step, isUsed }) => (step === null ? "wrong" : isUsed ? "used" : null));
  if (faults.some(Boolean)) return faults;
  // Somebody else may have brought the same code since it was read: the store says who was first.
  const taken: (CodeFault | null)[] = [];
  for (const { id, step } of found)
    taken.push(step !== null && (await office.secondFactors.use(id, step)) ? null : "used");
  return taken;
}
