/**
 * Polls that take ballots, read once and kept in memory: frozen forms, compiled checkers, public keys.
 * Every change of state in this process calls `forget`. SQLite stores belong to one process, so nothing else
 * can change a poll behind our back.
 */
import { compileChecker, type CheckedAnswers } from "../core/definition/checker.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { PlannedBatch, PollPlan } from "../core/round/plan.ts";
import { Problem } from "../core/problem.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { toBase64Url } from "../core/ticket/bytes.ts";
import { fingerprintOf } from "../core/ticket/fingerprint.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { Office, PollRow, RoundRow } from "../store/office.ts";
import type { PollKeyRow, Roll, SigningKeyRow } from "../store/roll.ts";
import { Admission } from "./admission.ts";
import { pollClosed } from "./poll-closed.ts";

export interface LiveForm {
  readonly digest: string;
  readonly form: FrozenForm;
  readonly check: (answers: unknown) => CheckedAnswers;
}

export interface LivePoll {
  readonly row: PollRow;
  readonly round: RoundRow;
  readonly unit: Unit;
  /** The group's own network, if the round is on site and names one. */
  readonly wireless: Wireless | null;
  readonly plan: PollPlan;
  readonly forms: ReadonlyMap<string, LiveForm>;
  /** Keys that phones answer with, of tickets and open links, by `block instrument`: each block has one way. */
  readonly phoneKeys: ReadonlyMap<string, SigningKeyRow>;
  /** Every key by base64url id. */
  readonly keysById: ReadonlyMap<string, SigningKeyRow>;
  readonly pollKeys: PollKeyRow;
}

export const keyOf = (block: string, instrument: string): string => `${block} ${instrument}`;

/** Keys of the forms of a batch or an open link, by instrument. @throws Problem credential.refused without one */
export function keysOfBag(
  { phoneKeys }: LivePoll,
  { blocks }: Pick<PlannedBatch, "blocks">,
): ReadonlyMap<string, SigningKeyRow> {
  return new Map(
    Object.entries(blocks).map(([instrument, block]) => {
      const key = phoneKeys.get(keyOf(block, instrument));
      if (!key) throw new Problem("credential.refused", {});
      return [instrument, key] as const;
    }),
  );
}

/** The 20 characters that a slip or a link carries: they name the keys of its forms and the poll's transport key. */
export function bagFingerprint(live: LivePoll, bag: Pick<PlannedBatch, "blocks">): string {
  const keyIds = [...keysOfBag(live, bag).values()].map(({ keyId }) => keyId);
  return fingerprintOf([...keyIds, live.pollKeys.transportKeyId]);
}

const isForPhones = ({ source }: SigningKeyRow): boolean => source === "ticket" || source === "open";

export class LivePolls {
  private readonly polls = new Map<string, Promise<LivePoll>>();
  private readonly admission = new Admission();

  constructor(
    private readonly office: Office,
    private readonly roll: Roll,
  ) {}

  /** @throws Problem poll.unknown; poll.not-open before `seal`, poll.closed once the keys are gone */
  async get(poll: string): Promise<LivePoll> {
    let found = this.polls.get(poll);
    if (!found) {
      found = this.read(poll);
      this.polls.set(poll, found);
      // Only a poll that could be read stays in memory; a refusal is asked again next time.
      found.catch(() => this.polls.delete(poll));
    }
    return found;
  }

  /**
   * Runs what a respondent asks for with the poll as it stands now. Everything that writes ballots or uses tickets goes
   * through here, because closing waits for it.
   */
  admit<T>(poll: string, act: (live: LivePoll) => Promise<T>): Promise<T> {
    return this.admission.run(poll, async () => act(await this.get(poll)));
  }

  /** After a change of state: waits until nobody is at work who may have seen the state before it. */
  settled(poll: string): Promise<void> {
    return this.admission.settled(poll);
  }

  /** Called after every change of state or keys. */
  forget(poll: string): void {
    this.polls.delete(poll);
  }

  private async read(poll: string): Promise<LivePoll> {
    const { row, round, unit, wireless, forms } = await this.office.inTransaction(async (office) => {
      const row = await office.poll(poll);
      const round = row && (await office.round(row.round));
      const unit = row && (await office.unit(row.round, row.unit));
      if (!row || !round || !unit) throw new Problem("poll.unknown", {});
      if (!row.plan) throw new Problem("poll.not-open", { state: row.state });
      const forms = new Map<string, LiveForm>();
      for (const planned of row.plan.forms) {
        const form = await office.form(planned.digest);
        if (!form) throw new Problem("form.unknown", {});
        forms.set(planned.instrument, { digest: planned.digest, form, check: compileChecker(form) });
      }
      return { row, round, unit, wireless: await office.wireless.of(row.round), forms };
    });
    const pollKeys = await this.roll.pollKeys(poll);
    if (!pollKeys || !row.plan) throw pollClosed(row);
    const keys = await this.roll.signingKeys(poll);
    return {
      row,
      round,
      unit,
      wireless,
      plan: row.plan,
      forms,
      pollKeys,
      phoneKeys: new Map(keys.filter(isForPhones).map((key) => [keyOf(key.block, key.instrument), key])),
      keysById: new Map(keys.map((key) => [toBase64Url(key.keyId), key])),
    };
  }
}
