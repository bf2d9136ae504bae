import type { Context, MiddlewareHandler } from "hono";
import { type Duty, hasDuty } from "../../core/access/duties.ts";
import type { AccessProfile } from "../../core/access/profile.ts";
import { Problem } from "../../core/problem.ts";
import type { Actor, Deps } from "../../services/deps.ts";
import { resumeSession } from "../../services/sign-in.ts";
import type { AccountRow, PollRow } from "../../store/office.ts";
import type { Unit } from "../../core/roster/unit.ts";
import { sessionToken } from "./session-cookie.ts";

export interface OfficeEnv {
  Variables: { account: AccountRow; profile: AccessProfile; mustEnrol: boolean; hasClosed: boolean };
}

/** Calls that change something must come from our own page. @source anonymity.md §6 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    const origin = c.req.header("origin");
    const host = c.req.header("host");
    if (!origin || !host || hostOf(origin) !== host) throw new Problem("request.wrong-origin", {});
  }
  await next();
};

/** Sent with what a page asks by itself, on a timer: such a call does not count as somebody being there. */
const BY_TIMER = "x-plumbline-by-timer";

/** Lets every signed-in account pass, with a first password or no phone too: for looking at oneself and mending that. */
export const signedIn = (deps: Deps): MiddlewareHandler<OfficeEnv> => guard(deps, null);

/** Lets accounts pass that have a duty, have replaced their first password and, where codes are asked for, enrolled. */
export const onDuty = (deps: Deps, duty: Duty): MiddlewareHandler<OfficeEnv> => guard(deps, duty);

function guard(deps: Deps, duty: Duty | null): MiddlewareHandler<OfficeEnv> {
  return async (c, next) => {
    const byTimer = c.req.method === "GET" && c.req.header(BY_TIMER) !== undefined;
    const { account, profile, mustEnrol, hasClosed } = await resumeSession(deps, sessionToken(c), byTimer);
    if (duty !== null && (account.mustChange || mustEnrol || !hasDuty(profile, account.role, duty)))
      throw new Problem("account.not-allowed", {});
    c.set("account", account);
    c.set("mustEnrol", mustEnrol);
    c.set("profile", profile);
    c.set("hasClosed", hasClosed);
    await next();
  };
}

/** Calls that tell results: not in a session begun before a poll was closed. @source domain.md §2.4 */
export const apartFromClosing: MiddlewareHandler<OfficeEnv> = async (c, next) => {
  if (c.get("hasClosed")) throw new Problem("account.sign-in-again", {});
  await next();
};

export const actorOf = (c: Context<OfficeEnv>): Actor => {
  const { id, name } = c.get("account");
  return { account: id, name };
};

/** @throws Problem account.not-allowed */
export function requireOffice(c: Context<OfficeEnv>): void {
  if (c.get("account").role !== "office") throw new Problem("account.not-allowed", {});
}

/** Viewers read; office and group act. @throws Problem account.not-allowed */
export function requireActing(c: Context<OfficeEnv>): void {
  if (!mayAct(c.get("account"))) throw new Problem("account.not-allowed", {});
}

export const mayAct = ({ role }: Pick<AccountRow, "role">): boolean => role === "office" || role === "group";

/** A group sees its own units only. */
export function maySee(account: AccountRow, unit: Pick<Unit, "group">): boolean {
  return account.role !== "group" || account.group === unit.group;
}

/** The poll and its unit, if this account may see them. @throws Problem poll.unknown */
export async function pollOf(
  deps: Deps,
  c: Context<OfficeEnv>,
  pollId: string,
): Promise<{ poll: PollRow; unit: Unit }> {
  return deps.office.inTransaction(async (office) => {
    const poll = await office.poll(pollId);
    const unit = poll && (await office.unit(poll.round, poll.unit));
    if (!poll || !unit || !maySee(c.get("account"), unit)) throw new Problem("poll.unknown", {});
    return { poll, unit };
  });
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
