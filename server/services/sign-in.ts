/** Accounts and sessions of the office. A wrong password costs a growing wait, never a lock-out of others. */
import { sha256 } from "../keys/digest.ts";
import { checkPassword, hashPassword } from "../keys/password.ts";
import { Problem } from "../core/problem.ts";
import type { AccountRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Deps } from "./deps.ts";

const IDLE_MS = 15 * 60_000;
const ABSOLUTE_MS = 8 * 60 * 60_000;
const PASSWORD_CHARACTERS_MIN = 10;

/** Failed attempts per account name, in memory: 1, 2, 4 … at most 60 seconds after each further failure. */
const waits = new Map<string, { failures: number; until: number }>();

/** Checks a name and password without starting a session. @throws Problem account.refused */
export async function checkAccount(deps: Deps, name: string, password: string): Promise<AccountRow> {
  const now = deps.clock().getTime();
  const wait = waits.get(name);
  if (wait && now < wait.until) {
    throw new Problem("account.refused", { waitSeconds: Math.ceil((wait.until - now) / 1000) });
  }
  const account = await deps.office.inTransaction((office) => office.accountByName(name));
  if (account && (await checkPassword(account.passwordHash, password))) {
    waits.delete(name);
    return account;
  }
  const failures = (wait?.failures ?? 0) + 1;
  const seconds = failures < 3 ? 0 : Math.min(60, 2 ** (failures - 3));
  if (waits.size > 1_000) waits.clear();
  waits.set(name, { failures, until: now + seconds * 1000 });
  throw new Problem("account.refused", { waitSeconds: seconds });
}

/** @returns the cookie's token; only its digest is stored */
export async function signIn(
  deps: Deps,
  name: string,
  password: string,
): Promise<{ readonly token: string; readonly account: AccountRow }> {
  const account = await checkAccount(deps, name, password);
  const token = Buffer.from(deps.random(32)).toString("base64url");
  const now = deps.clock();
  await deps.office.inTransaction(async (office) => {
    await office.deleteSessionsSeenBefore(new Date(now.getTime() - ABSOLUTE_MS).toISOString());
    await office.saveSession({
      tokenHash: tokenHash(token),
      account: account.id,
      startedAtUtc: now.toISOString(),
      seenAtUtc: now.toISOString(),
    });
    await audit(deps, office, { account: account.id, name }, "account.signed-in", account.id);
  });
  return { token, account };
}

/** The account behind a cookie. @throws Problem account.signed-out after 15 idle minutes or 8 hours */
export async function resumeSession(deps: Deps, token: string | undefined): Promise<AccountRow> {
  if (!token) throw new Problem("account.signed-out", {});
  return deps.office.inTransaction(async (office) => {
    const session = await office.session(tokenHash(token));
    const now = deps.clock().getTime();
    if (
      !session ||
      now - Date.parse(session.seenAtUtc) > IDLE_MS ||
      now - Date.parse(session.startedAtUtc) > ABSOLUTE_MS
    ) {
      throw new Problem("account.signed-out", {});
    }
    const account = await office.account(session.account);
    if (!account) throw new Problem("account.signed-out", {});
    // One write a minute is enough to know that somebody is still there.
    if (now - Date.parse(session.seenAtUtc) > 60_000) {
      await office.saveSession({ ...session, seenAtUtc: deps.clock().toISOString() });
    }
    return account;
  });
}

export async function signOut(deps: Deps, token: string | undefined): Promise<void> {
  if (token) await deps.office.inTransaction((office) => office.deleteSession(tokenHash(token)));
}

/** @throws Problem account.refused (old password), usage (too short or unchanged) */
export async function changePassword(
  deps: Deps,
  account: AccountRow,
  old: string,
  next: string,
): Promise<void> {
  await checkAccount(deps, account.name, old);
  if ([...next].length < PASSWORD_CHARACTERS_MIN || next === old)
    throw new Problem("usage", { reason: "password" });
  const passwordHash = await hashPassword(next);
  await deps.office.inTransaction(async (office) => {
    await office.saveAccount({ ...account, passwordHash, mustChange: false });
    await audit(
      deps,
      office,
      { account: account.id, name: account.name },
      "account.password-changed",
      account.id,
    );
  });
}

const tokenHash = (token: string): string => Buffer.from(sha256(Buffer.from(token))).toString("hex");
