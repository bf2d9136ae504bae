/** Accounts and sessions of the office. A wrong password costs a growing wait, never a lock-out of others. */
import { sha256 } from "../keys/digest.ts";
import { checkPassword, firstPassword, hashPassword } from "../keys/password.ts";
import { Problem } from "../core/problem.ts";
import type { AccountRow } from "../store/office.ts";
import type { AccessProfile } from "../core/access/profile.ts";
import { audit } from "./audit.ts";
import type { Deps } from "./deps.ts";
import { noteRefusal } from "./note-refusal.ts";

const IDLE_MS = 15 * 60_000;
const ABSOLUTE_MS = 8 * 60 * 60_000;
const PASSWORD_CHARACTERS_MIN = 10;

/**
 * Attempts per caller and account name, in memory: after the third 1, 2, 4 … at most 60 seconds. The caller is part of
 * it, so that nobody can keep somebody else out by guessing at their name from another machine.
 */
const waits = new Map<string, { attempts: number; until: number }>();
const WAITS_MAX = 10_000;

let standIn: Promise<string> | null = null;
/** A hash that no password known to anybody has. */
const standInHash = (): Promise<string> => (standIn ??= hashPassword(firstPassword()));

export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  /** Who asks: a name for the address, made for this process only. */
  readonly from: string;
}

/** Checks a name and password without starting a session. @throws Problem account.refused */
export async function checkAccount(deps: Deps, { name, password, from }: SignInRequest): Promise<AccountRow> {
  const key = `${from} ${name}`;
  // Counted before the password is looked at: guesses sent at once wait like guesses sent one after the other.
  const waitSeconds = countAttempt(deps, key);
  const account = await deps.office.inTransaction((office) => office.accountByName(name));
  // A name that nobody has takes as long as a wrong password.
  if (await checkPassword(account?.passwordHash ?? (await standInHash()), password)) {
    waits.delete(key);
    if (account) return account;
  }
  await noteRefusal(deps, account);
  throw new Problem("account.refused", { waitSeconds });
}

/** @returns seconds to wait if this attempt fails. @throws Problem account.refused while an earlier wait runs */
function countAttempt(deps: Deps, key: string): number {
  const now = deps.clock().getTime();
  const wait = waits.get(key);
  if (wait && now < wait.until) {
    throw new Problem("account.refused", { waitSeconds: Math.ceil((wait.until - now) / 1000) });
  }
  const attempts = (wait?.attempts ?? 0) + 1;
  const seconds = attempts < 3 ? 0 : Math.min(60, 2 ** (attempts - 3));
  const [oldest] = waits.keys();
  if (waits.size >= WAITS_MAX && oldest !== undefined) waits.delete(oldest);
  waits.set(key, { attempts, until: now + seconds * 1000 });
  return seconds;
}

/** @returns the cookie's token; only its digest is stored */
export async function signIn(
  deps: Deps,
  request: SignInRequest,
): Promise<ResumedSession & { readonly token: string }> {
  const account = await checkAccount(deps, request);
  const token = Buffer.from(deps.random(32)).toString("base64url");
  const now = deps.clock();
  const profile = await deps.office.inTransaction(async (office) => {
    await office.deleteSessionsSeenBefore(new Date(now.getTime() - ABSOLUTE_MS).toISOString());
    await office.saveSession({
      tokenHash: tokenHash(token),
      account: account.id,
      startedAtUtc: now.toISOString(),
      seenAtUtc: now.toISOString(),
    });
    await audit(deps, office, { account: account.id, name: account.name }, "account.signed-in", account.id);
    return office.profile();
  });
  return { token, account, profile };
}

export interface ResumedSession {
  readonly account: AccountRow;
  readonly profile: AccessProfile;
}

/**
 * The account behind a cookie, and what the installation's profile is now.
 *
 * @param byTimer the page asked by itself: nobody's doing, so the session does not live longer for it
 * @throws Problem account.signed-out after 15 idle minutes or 8 hours
 */
export async function resumeSession(
  deps: Deps,
  token: string | undefined,
  byTimer: boolean,
): Promise<ResumedSession> {
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
    if (!byTimer && now - Date.parse(session.seenAtUtc) > 60_000) {
      await office.saveSession({ ...session, seenAtUtc: deps.clock().toISOString() });
    }
    return { account, profile: await office.profile() };
  });
}

export async function signOut(deps: Deps, token: string | undefined): Promise<void> {
  if (!token) return;
  await deps.office.inTransaction(async (office) => {
    const session = await office.session(tokenHash(token));
    const account = session && (await office.account(session.account));
    if (!account) return;
    await office.deleteSession(tokenHash(token));
    await audit(deps, office, { account: account.id, name: account.name }, "account.signed-out", account.id);
  });
}

/**
 * Replaces a password; whoever else is signed in with the old one is signed out.
 *
 * @throws Problem account.refused (old password), usage (too short or unchanged)
 */
export async function changePassword(
  deps: Deps,
  account: AccountRow,
  request: {
    readonly old: string;
    readonly next: string;
    readonly from: string;
    /** The session that goes on. */
    readonly token?: string | undefined;
  },
): Promise<void> {
  const { old, next, from, token } = request;
  await checkAccount(deps, { name: account.name, password: old, from });
  if ([...next].length < PASSWORD_CHARACTERS_MIN || next === old)
    throw new Problem("usage", { reason: "password" });
  const passwordHash = await hashPassword(next);
  await deps.office.inTransaction(async (office) => {
    await office.saveAccount({ ...account, passwordHash, mustChange: false });
    await office.deleteSessionsOf(account.id, token ? tokenHash(token) : null);
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
