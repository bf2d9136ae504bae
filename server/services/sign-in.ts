/** Accounts and sessions of the office. A wrong password costs a growing wait, never a lock-out of others. */
import { sha256 } from "../keys/digest.ts";
import { checkPassword, firstPassword, hashPassword } from "../keys/password.ts";
import { Problem } from "../core/problem.ts";
import type { AccountRow } from "../store/office.ts";
import type { AccessProfile } from "../core/access/profile.ts";
import { audit } from "./audit.ts";
import type { Deps } from "./deps.ts";
import { GrowingWait } from "./growing-wait.ts";
import { noteRefusal } from "./note-refusal.ts";
import { perOffice } from "./per-office.ts";
import { hasToEnrol, useCodes } from "./use-codes.ts";

const IDLE_MS = 15 * 60_000;
const ABSOLUTE_MS = 8 * 60 * 60_000;
const PASSWORD_CHARACTERS_MIN = 10;

/**
 * By caller and account name. The caller is part of it, so that nobody can keep somebody else out by guessing at their
 * name from another machine.
 */
const waitsOf = perOffice(() => new GrowingWait());

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
  const waitSeconds = countAttempt(deps, key);
  const account = await deps.office.inTransaction((office) => office.accountByName(name));
  // A name that nobody has takes as long as a wrong password.
  if (await checkPassword(account?.passwordHash ?? (await standInHash()), password)) {
    waitsOf(deps.office).clear(key);
    if (account) return account;
  }
  await noteRefusal(deps, account);
  throw new Problem("account.refused", { waitSeconds });
}

/** @returns seconds to wait if this attempt fails. @throws Problem account.refused while an earlier wait runs */
function countAttempt(deps: Deps, key: string): number {
  const waits = waitsOf(deps.office);
  const now = deps.clock().getTime();
  const left = waits.left(key, now);
  if (left > 0) throw new Problem("account.refused", { waitSeconds: left });
  return waits.count(key, now);
}

/**
 * A session by password, and where codes are asked for by a code of the account's phone. Before an account has
 * enrolled its password alone begins one, in which nothing can be done but enrol.
 *
 * @returns the cookie's token; only its digest is stored
 * @throws Problem account.refused; account.code-refused, reason "missing" when the password was right and no code came
 */
export async function signIn(
  deps: Deps,
  request: SignInRequest & { readonly code?: string | undefined },
): Promise<ResumedSession & { readonly token: string }> {
  const account = await checkAccount(deps, request);
  const isEnrolling = await deps.office.inTransaction((office) => hasToEnrol(office, account));
  if (!isEnrolling) await useCodes(deps, [{ account, code: request.code, refusal: "account.code-refused" }]);
  const token = Buffer.from(deps.random(32)).toString("base64url");
  const now = deps.clock();
  const standing = await deps.office.inTransaction(async (office) => {
    const profile = await office.profile();
    const mustEnrol = await hasToEnrol(office, account);
    // Its owner has enrolled since: the password alone is not enough any more.
    if (isEnrolling && profile.hasCodes && !mustEnrol)
      throw new Problem("account.code-refused", { reason: "missing", waitSeconds: 0 });
    await office.deleteSessionsSeenBefore(new Date(now.getTime() - ABSOLUTE_MS).toISOString());
    await office.saveSession({
      tokenHash: tokenHash(token),
      account: account.id,
      startedAtUtc: now.toISOString(),
      seenAtUtc: now.toISOString(),
    });
    await audit(deps, office, { account: account.id, name: account.name }, "account.signed-in", account.id);
    return { profile, mustEnrol, hasClosed: false };
  });
  return { token, account, ...standing };
}

export interface ResumedSession {
  readonly account: AccountRow;
  readonly profile: AccessProfile;
  /** Codes are asked for, and this account has no phone that shows them yet. */
  readonly mustEnrol: boolean;
  /** A poll that its account may see was closed meanwhile: it shows no result. */
  readonly hasClosed: boolean;
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
    return {
      account,
      profile: await office.profile(),
      mustEnrol: await hasToEnrol(office, account),
      hasClosed: session.hasClosed === true,
    };
  });
}

/**
 * From now on nobody of the office or of the group who is signed in reads a result before they sign in anew: whoever has
 * closed, the second person and everybody else, because any of their screens may stand where the box was closed.
 */
export async function noteClosed(deps: Pick<Deps, "office">, group: string): Promise<void> {
  await deps.office.inTransaction((office) => office.noteClosed(group));
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
  const checked = await checkAccount(deps, { name: account.name, password: old, from });
  if ([...next].length < PASSWORD_CHARACTERS_MIN || next === old)
    throw new Problem("usage", { reason: "password" });
  const passwordHash = await hashPassword(next);
  await deps.office.inTransaction(async (office) => {
    const now = await office.account(account.id);
    // Reset by two others meanwhile: the old password that was shown is none any more.
    if (now?.passwordHash !== checked.passwordHash) throw new Problem("account.refused", { waitSeconds: 0 });
    await office.saveAccount({ ...now, passwordHash, mustChange: false });
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

export const tokenHash = (token: string): string => Buffer.from(sha256(Buffer.from(token))).toString("hex");
