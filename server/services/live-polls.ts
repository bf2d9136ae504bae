/**
 * Polls that take ballots, read once and kept in memory: frozen forms, compiled checkers, public keys.
 * Every change of state in this process calls `forget`. Where other processes may change a poll, the stores count its
 * changes, and what is kept is held against that number each time it is asked for.
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
import { type PollDoors, PollMoved, type SeenPoll } from "../store/poll-doors.ts";
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
  /** What a write on the strength of this poll tells the stores. */
  readonly seen: SeenPoll;
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

/** Somebody would have to change the poll again and again just after each look. */
const LOOKS_MAX = 20;

export class LivePolls {
  private readonly polls = new Map<string, Promise<LivePoll>>();
  private readonly admission = new Admission();

  constructor(
    private readonly office: Office,
    private readonly roll: Roll,
    private readonly doors: PollDoors | null = null,
  ) {}

  /** @throws Problem poll.unknown; poll.not-open before `seal`, poll.closed once the keys are gone */
  async get(poll: string): Promise<LivePoll> {
    if (!this.doors) return this.polls.get(poll) ?? this.readOnce(poll);
    const changes = await this.doors.changes(poll);
    const kept = this.polls.get(poll);
    const live = await (kept ?? this.readOnce(poll));
    // A newer one than was asked for is as good: somebody has changed the poll just now.
    if (changes !== null && live.seen.changes >= changes) return live;
    if (this.polls.get(poll) === kept) this.forget(poll);
    return this.polls.get(poll) ?? this.readOnce(poll);
  }

  /**
   * Runs what a respondent asks for with the poll as it stands now. Everything that writes ballots or tickets goes
   * through here, because closing waits for it; what it writes names what it has `seen`, and where another process has
   * changed the poll meanwhile, nothing of it is written and the act is run again.
   */
  admit<T>(poll: string, act: (live: LivePoll) => Promise<T>): Promise<T> {
    return this.admission.run(poll, async () => {
      for (let looks = 1; ; looks += 1) {
        const live = await this.get(poll);
        try {
          return await act(live);
        } catch (error) {
          if (!(error instanceof PollMoved) || looks === LOOKS_MAX) throw error;
          this.forget(poll);
        }
      }
    });
  }

  /** After a change of state: waits until nobody is at work who may have seen the state before it. */
  async settled(poll: string): Promise<void> {
    await this.admission.settled(poll);
    await this.doors?.settled(poll);
  }

  /** Does long work on polls while no other process does work of that name; in this process the caller takes care. */
  alone<T>(job: string, work: () => Promise<T>): Promise<T> {
    return this.doors ? this.doors.alone(job, work) : work();
  }

  /**
   * Forgets what another process has changed since it was read, though nobody asks for it here any more: the keys of a
   * poll that was closed die in every process.
   */
  async forgetChanged(): Promise<void> {
    const { doors } = this;
    if (!doors) return;
    const look = async ([poll, kept]: readonly [string, Promise<LivePoll>]): Promise<void> => {
      const live = await kept.catch(() => null);
      const changes = await doors.changes(poll);
      const isChanged = live !== null && live.seen.changes !== changes;
      if (isChanged && this.polls.get(poll) === kept) this.forget(poll);
    };
    await Promise.all([...this.polls].map(look));
  }

  /** How many polls are kept in memory, with their keys. */
  get kept(): number {
    return this.polls.size;
  }

  /** Called after every change of state or keys. */
  forget(poll: string): void {
    this.polls.delete(poll);
  }

  private readOnce(poll: string): Promise<LivePoll> {
    const reading = this.read(poll);
    this.polls.set(poll, reading);
    // Only a poll that could be read stays in memory; a refusal is asked again next time.
    reading.catch(() => this.polls.get(poll) === reading && this.polls.delete(poll));
    return reading;
  }

  private async read(poll: string): Promise<LivePoll> {
    const { row, round, unit, wireless, forms, changes } = await this.office.inTransaction(async (office) => {
      const row = await office.poll(poll);
      const round = row && (await office.round(row.round));
      const unit = row && (await office.unit(row.round, row.unit));
      if (!row || !round || !unit) throw new Problem("poll.unknown", {});
      if (!row.plan) throw new Problem("poll.not-open", { state: row.state });
      // Its keys may still be on their way out, and must not come back into memory.
      if (row.state === "void") throw pollClosed(row);
      const forms = new Map<string, LiveForm>();
      for (const planned of row.plan.forms) {
        const form = await office.form(planned.digest);
        if (!form) throw new Problem("form.unknown", {});
        forms.set(planned.instrument, { digest: planned.digest, form, check: compileChecker(form) });
      }
      const changes = (await office.pollChanges(poll))!;
      return { row, round, unit, wireless: await office.wireless.of(row.round), forms, changes };
    });
    const pollKeys = await this.roll.pollKeys(poll);
    if (!pollKeys || !row.plan) throw pollClosed(row);
    const keys = await this.roll.signingKeys(poll);
    return {
      row,
      seen: { poll, changes },
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
