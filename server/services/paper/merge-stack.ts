/**
 * A stack on which two people agree goes into the box: shuffled, under keys of source "paper", signed by the server's
 * own key, so that every ballot has its credential. Each step can be repeated; a start-up resumes what it finds.
 *
 * @source docs/decisions/0071-paper-keyed-twice.md
 */
import { createSheetBytes } from "../../keys/sheet-bytes.ts";
import { paperForm } from "../../core/documents/paper-form.ts";
import { compareStacks, settleSheet, type SettledSheet } from "../../core/paper/keyed-sheet.ts";
import { Problem } from "../../core/problem.ts";
import { fromBase64Url, toBase64Url } from "../../core/ticket/bytes.ts";
import { nullifierOf } from "../../core/ticket/nullifier.ts";
import { makeSigningKeys } from "../../keys/make-keys.ts";
import { signMessage } from "../../keys/sign-message.ts";
import type { PaperSession, PaperSigned } from "../../store/office.ts";
import type { SeenPoll } from "../../store/poll-doors.ts";
import type { SigningKeyRow } from "../../store/roll.ts";
import { audit } from "../audit.ts";
import { castRows } from "../cast-ballot.ts";
import type { UnfinishedClosing } from "../close-poll.ts";
import type { Actor, Deps } from "../deps.ts";
import { batchOf } from "../paper-forms.ts";
import { perOffice } from "../per-office.ts";
import { eraseDeleted } from "./erase-stacks.ts";
import { aboutStack, keyedSession } from "./find-stack.ts";

export interface Merged {
  readonly sheets: number;
  readonly voided: number;
  readonly empty: number;
}

/**
 * Signs for a stack and brings it in.
 *
 * @param who and `who.second`: the two who keyed it
 * @throws Problem paper.unknown; paper.not-agreed while one is not through, they differ, or others sign
 */
export async function mergeStack(deps: Deps, who: Actor, pollId: string, id: string): Promise<Merged> {
  const live = await deps.live.get(pollId);
  const seed = toBase64Url(deps.random(32));
  const signed = await deps.office.inTransaction(async (office) => {
    const session = await keyedSession(office, pollId, id);
    const [first, second] = await office.paper.keyings(id);
    const keyers = [first?.account, second?.account].toSorted().join();
    const isTheirs = who.second && [who.account, who.second.account].toSorted().join() === keyers;
    if (!first?.isDone || !second?.isDone || !isTheirs)
      throw new Problem("paper.not-agreed", { differences: 0 });
    const differences = compareStacks(first.sheets, second.sheets).length;
    if (differences > 0) throw new Problem("paper.not-agreed", { differences });
    const { form } = live.forms.get(session.instrument)!;
    const sheets = first.sheets.map((sheet) => settleSheet(form, paperForm(form).marks, sheet));
    const outcome: PaperSigned = {
      account: who.account,
      name: who.name,
      second: who.second!,
      voided: sheets.reduce((sum, { voided }) => sum + voided, 0),
      empty: sheets.filter(({ isEmpty }) => isEmpty).length,
      seed,
    };
    await office.paper.saveSession({ ...session, signed: outcome });
    return { sheets: session.sheets, voided: outcome.voided, empty: outcome.empty };
  });
  await bringIn(deps, id);
  return signed;
}

interface Stacks {
  /** Under way in this process: a second caller waits for the first instead of doing the same steps. */
  readonly underWay: Map<string, Promise<void>>;
  /** One after the other: two stacks of the same form and block share one key. */
  last: Promise<unknown>;
}
const stacksOf = perOffice<Stacks>(() => ({ underWay: new Map(), last: Promise.resolve() }));

function bringIn(deps: Deps, id: string): Promise<void> {
  const stacks = stacksOf(deps.office);
  const { underWay } = stacks;
  const found = underWay.get(id);
  if (found) return found;
  // Of all polls one job: two stacks that share a key may come by two processes.
  const alone = (): Promise<void> => deps.live.alone("paper", () => takeSteps(deps, id));
  const bringing = stacks.last.then(alone).finally(() => underWay.delete(id));
  underWay.set(id, bringing);
  stacks.last = bringing.catch(() => undefined);
  return bringing;
}

/** At start-up and every few seconds: every stack that was found on its way, in or out, goes on. */
export async function resumeStacks(deps: Deps): Promise<readonly UnfinishedClosing[]> {
  const found = await deps.office.inTransaction((office) => office.paper.unfinished());
  const unfinished: UnfinishedClosing[] = [];
  for (const { id, poll, erasing } of found) {
    try {
      await (erasing === null ? bringIn(deps, id) : eraseDeleted(deps, id));
    } catch (error) {
      unfinished.push({ poll, error });
    }
  }
  return unfinished;
}

async function takeSteps(deps: Deps, id: string): Promise<void> {
  const session = await deps.office.inTransaction((office) => office.paper.session(id));
  if (!session?.signed) return;
  const { signed, poll } = session;
  if (signed.seed !== null) {
    // Closing waits for whoever is inside, so no sheet is left behind.
    await deps.live.admit(poll, () => castSheets(deps, session, fromBase64Url(signed.seed!)));
    await deps.office.inTransaction(async (office) => {
      // Erased when the poll was voided meanwhile.
      if (!(await office.paper.session(id))?.signed) return;
      await office.paper.deleteKeyings(id);
      await office.paper.saveSession({ ...session, signed: { ...signed, seed: null } });
    });
  }
  await deps.office.eraseTraces("paper");
  await deps.office.inTransaction(async (office) => {
    const { account, name, second } = signed;
    if (!(await office.paper.session(id))?.signed) return;
    await office.paper.deleteSession(id);
    // About how many and by whom; what stood on them would be a result before close.
    await audit(deps, office, { account, name, second }, "paper.merged", poll, aboutStack(session));
  });
}

/** The same seed makes the same credentials: a sheet that is in the box already is not taken twice. */
async function castSheets(deps: Deps, session: PaperSession, seed: Uint8Array): Promise<void> {
  const { poll, instrument, batch } = session;
  const live = await deps.live.get(poll);
  const { form } = live.forms.get(instrument)!;
  const key = await paperKey(deps, poll, instrument, batchOf(live, batch).blocks[instrument]!);
  const { row, seen } = await deps.live.get(poll);
  if (row.state === "void") return;
  const [keying] = await deps.office.inTransaction((office) => office.paper.keyings(session.id));
  const { marks } = paperForm(form);
  const sheets = (keying?.sheets ?? []).map((sheet) => settleSheet(form, marks, sheet));
  // In the order of their random credentials, and the box shuffles once more: the stack's order is nowhere.
  const casts = sheets.map((sheet, at) => ({ sheet, ...createSheetBytes(seed, at) }));
  casts.sort((a, b) => Buffer.compare(a.message, b.message));
  await Promise.all(
    casts.map(({ sheet, message, retry }) => castSheet(deps, { key, seen }, sheet, { message, retry })),
  );
  await deps.box.drain();
}

async function castSheet(
  deps: Deps,
  { key, seen }: { readonly key: SigningKeyRow; readonly seen: SeenPoll },
  { answers }: SettledSheet,
  { message, retry }: { readonly message: Uint8Array; readonly retry: Uint8Array },
): Promise<void> {
  const credential = { message, signature: signMessage(key, message), retry };
  const nullifier = nullifierOf(key.keyId, message);
  const outcome = await deps.box.cast(
    castRows(deps, key.keyId, nullifier, credential, { answers, texts: [] }),
    seen,
  );
  if (outcome === "other") throw new Error("a sheet of paper met a credential that is not its own");
}

async function paperKey(deps: Deps, poll: string, instrument: string, block: string): Promise<SigningKeyRow> {
  const find = async (): Promise<SigningKeyRow | undefined> =>
    (await deps.roll.signingKeys(poll)).find(
      (key) => key.source === "paper" && key.instrument === instrument && key.block === block,
    );
  const key = (await find()) ?? (await makePaperKey(deps, poll, { instrument, block }, find));
  await deps.box.setApart([[key.keyId]]);
  return key;
}

async function makePaperKey(
  deps: Deps,
  poll: string,
  { instrument, block }: Pick<SigningKeyRow, "instrument" | "block">,
  find: () => Promise<SigningKeyRow | undefined>,
): Promise<SigningKeyRow> {
  const { keyBits } = (await deps.live.get(poll)).round.round;
  const [made] = await makeSigningKeys(poll, [{ instrument, block, source: "paper" }], keyBits);
  await deps.roll.addSigningKeys([made!]);
  await deps.office.inTransaction((office) => office.notePollChange(poll));
  deps.live.forget(poll);
  // The one of another process that came first, where there is one: a second key would count each sheet again.
  return (await find())!;
}
