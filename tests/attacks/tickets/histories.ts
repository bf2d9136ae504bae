/** What may happen to slips: generated, and then done to the real services. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { seeded, simulatedAnswers } from "../../../server/cli/demo/simulated-answers.ts";
import { Problem, type ProblemCode } from "../../../server/core/problem.ts";
import { entitlementOf, ticketHashOf } from "../../../server/core/ticket/derive.ts";
import { encodePss } from "../../../server/core/ticket/pss.ts";
import { castBallot } from "../../../server/services/cast-ballot.ts";
import { pausePoll, resumePoll } from "../../../server/services/change-poll-state.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { exchangeTicket } from "../../../server/services/exchange-ticket.ts";
import type { LivePoll } from "../../../server/services/live-polls.ts";
import { mintTickets } from "../../../server/services/mint-tickets.ts";
import { redeemTicket } from "../../../server/services/redeem-ticket.ts";
import type { PollingPlace } from "./polling-place.ts";

/** 0 and 1 are two phones of the holder, 2 belongs to somebody who saw the slip and blinds otherwise. */
export type Phone = 0 | 1 | 2;
type Lost = "request" | "reply" | null;

export type Act =
  | { readonly act: "redeem"; readonly phone: Phone; readonly slip: "first" | "last"; readonly lost: Lost }
  | {
      readonly act: "cast";
      readonly phone: Phone;
      readonly slip: "first" | "last";
      /** Which form's credential, and for which form it is sent. */
      readonly form: 0 | 1;
      readonly as: 0 | 1;
      readonly retry: 0 | 1;
      readonly lost: Lost;
    }
  | { readonly act: "exchange"; readonly slip: "first" | "last"; readonly bag: 0 | 1; readonly lost: Lost };

/** Acts at once, one after another, for one person; the acts of all people are at once. */
export type Span = readonly (readonly Act[])[];
export type Between = "nothing" | "restart" | "reprint" | "pause";

export interface Day {
  /** Per person, per span. */
  readonly people: readonly (readonly Span[])[];
  /** Before each span after the first. */
  readonly between: readonly Between[];
}

const SPANS = 3;
const lost = fc.constantFrom<Lost>(null, null, null, "request", "reply");
const slip = fc.constantFrom<"first" | "last">("last", "last", "first");
const phone = fc.constantFrom<Phone>(0, 0, 1, 2);
const bit = fc.constantFrom<0 | 1>(0, 1);
const redeem = fc.record({ act: fc.constant("redeem" as const), phone, slip, lost });
const cast = fc
  .record({
    act: fc.constant("cast" as const),
    phone,
    slip,
    form: bit,
    isTrue: fc.boolean(),
    other: bit,
    retry: bit,
    lost,
  })
  .map(({ isTrue, other, ...one }) => ({ ...one, as: isTrue ? one.form : other }));
const exchange = fc.record({ act: fc.constant("exchange" as const), slip, bag: bit, lost });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: redeem },
  { weight: 4, arbitrary: cast },
  { weight: 1, arbitrary: exchange },
);
const atOnce = fc.array(act, { minLength: 1, maxLength: 2 });
const span: fc.Arbitrary<Span> = fc.array(atOnce, { maxLength: 3 });

/** @param people each with a history of their own */
export const days = (people: number): fc.Arbitrary<Day> =>
  fc.record({
    people: fc.array(fc.array(span, { minLength: SPANS, maxLength: SPANS }), {
      minLength: people,
      maxLength: people,
    }),
    between: fc.array(fc.constantFrom<Between>("nothing", "restart", "reprint", "pause"), {
      minLength: SPANS - 1,
      maxLength: SPANS - 1,
    }),
  });

const EXPECTED: ReadonlySet<ProblemCode> = new Set([
  "ticket.unknown",
  "ticket.used-elsewhere",
  "ticket.voided",
  "credential.refused",
  "ballot.already-cast",
  "poll.not-open",
]);

interface Person {
  readonly codes: string[];
  /** What each phone holds, by phone, code and form. */
  readonly credentials: Map<string, { readonly message: Uint8Array; readonly signature: Uint8Array }>;
  /** New ballots that the server took, per form. */
  readonly taken: [number, number];
  /** By what was sent; the same must bring the same. */
  readonly receipts: Map<string, string>;
}

const bytes = (...parts: readonly string[]): Uint8Array =>
  new Uint8Array(createHash("sha384").update(parts.join("\0")).digest());

/** All people of a day, and what was found wrong while it went on. */
export class People {
  readonly wrong: string[] = [];
  readonly refused = new Map<string, number>();
  readonly #people: Person[];
  #live!: LivePoll;
  #answers: readonly unknown[] = [];

  private constructor(
    private readonly place: PollingPlace,
    codes: readonly string[],
  ) {
    this.#people = codes.map((code) => ({
      codes: [code],
      credentials: new Map(),
      taken: [0, 0],
      receipts: new Map(),
    }));
  }

  static async arrive(place: PollingPlace, count: number): Promise<People> {
    const { poll, bags } = place.from;
    const half = Math.ceil(count / 2);
    const mint = (bag: string, of: number) =>
      mintTickets(place.deps, KEEPER, poll, bag, { count: of, voidUnused: false });
    const sheets = [await mint(bags[0]!, half), await mint(bags[1]!, count - half)];
    const people = new People(
      place,
      sheets.flatMap(({ codes }) => codes),
    );
    people.#live = await place.deps.live.get(poll);
    people.#answers = people.forms.map((id) =>
      simulatedAnswers(people.#live.forms.get(id)!.form, 0.9, seeded(5)),
    );
    return people;
  }

  get forms(): readonly string[] {
    return [...this.#live.forms.keys()];
  }

  async spend(day: Day): Promise<void> {
    for (let at = 0; at < SPANS; at += 1) {
      const before = day.between[at - 1] ?? "nothing";
      await this.change(before);
      await Promise.all(this.#people.map((one, i) => this.go(one, day.people[i]![at]!)));
      if (before === "pause") await resumePoll(this.place.deps, KEEPER, this.place.from.poll);
      await this.count();
    }
  }

  /** Everybody who holds a slip, and whoever got ahead of them, goes on until there is no more to be had. */
  async insist(): Promise<void> {
    for (const phone of [0, 2] as const) {
      const toTheEnd: Span = [
        [{ act: "redeem", phone, slip: "last", lost: null }],
        [0, 1].map(
          (form) => ({ act: "cast", phone, slip: "last", form, as: form, retry: 0, lost: null }) as Act,
        ),
      ];
      await Promise.all(this.#people.map((one) => this.go(one, toTheEnd)));
    }
    await this.count();
    for (const [i, { taken }] of this.#people.entries())
      if (taken.some((ballots) => ballots !== 1)) this.wrong.push(`person ${i} has ${String(taken)} ballots`);
  }

  private async go(person: Person, span: Span): Promise<void> {
    for (const acts of span) await Promise.all(acts.map((one) => this.try(person, one)));
  }

  private async try(person: Person, one: Act): Promise<void> {
    if (one.lost === "request") return;
    try {
      if (one.act === "redeem") await this.redeem(person, one);
      else if (one.act === "cast") await this.cast(person, one);
      else await this.exchange(person, one);
    } catch (error) {
      if (!(error instanceof Problem) || !EXPECTED.has(error.code)) throw error;
      this.refused.set(error.code, (this.refused.get(error.code) ?? 0) + 1);
    }
  }

  private async redeem(person: Person, { phone, slip, lost }: Act & { act: "redeem" }): Promise<void> {
    const code = slipOf(person, slip);
    // Unblinded: the server cannot tell, and ten thousand inversions are saved.
    const asked = this.forms.map((form) => {
      const message = bytes(code, form, String(phone === 2)).slice(0, 32);
      return { form, message, blinded: encodePss(message, bytes("salt"), 2047) };
    });
    const request = {
      a: entitlementOf(code),
      blinded: new Map(asked.map(({ form, blinded }) => [form, blinded])),
    };
    const signatures = await redeemTicket(this.place.deps, request);
    if (lost === "reply") return;
    for (const [at, { form, message }] of asked.entries())
      person.credentials.set(`${phone} ${code} ${at}`, { message, signature: signatures.get(form)! });
  }

  private async cast(person: Person, one: Act & { act: "cast" }): Promise<void> {
    const { phone, form, as, retry, lost } = one;
    const code = slipOf(person, one.slip);
    const held = person.credentials.get(`${phone} ${code} ${form}`);
    const ticket = await this.place.deps.roll.ticket(ticketHashOf(code));
    const instrument = this.forms[as]!;
    const batch = this.#live.plan.batches.find(({ id }) => id === ticket?.batch);
    const sent = {
      poll: this.place.from.poll,
      instrument,
      block: batch?.blocks[instrument] ?? "",
      digest: this.#live.forms.get(instrument)!.digest,
      // Who holds no credential makes one up.
      message: held?.message ?? new Uint8Array(32),
      signature: held?.signature ?? new Uint8Array(256).fill(1),
      retry: bytes("retry", code, String(phone), String(retry)).slice(0, 16),
      answers: this.#answers[as],
    };
    const { receipt, isNew } = await castBallot(this.place.deps, sent);
    if (isNew) person.taken[as] += 1;
    if (lost === "reply") return;
    const key = `${phone} ${code} ${form} ${retry}`;
    if ((person.receipts.get(key) ?? receipt) !== receipt)
      this.wrong.push("the same ballot has two receipts");
    person.receipts.set(key, receipt);
  }

  /** A slip that was exchanged is in nobody's hand: the person has the new one, whether or not the sheet came through. */
  private async exchange(person: Person, { slip, bag }: Act & { act: "exchange" }): Promise<void> {
    const { poll, bags } = this.place.from;
    const { codes } = await exchangeTicket(this.place.deps, KEEPER, poll, {
      ticket: slipOf(person, slip),
      batch: bags[bag]!,
      isByOffice: true,
    });
    person.codes.push(codes[0]!);
  }

  private async change(between: Between): Promise<void> {
    if (between === "restart") await this.place.restart();
    if (between === "pause") await pausePoll(this.place.deps, KEEPER, this.place.from.poll);
    if (between === "reprint") await this.reprint();
  }

  /** What nobody has used is void; who holds such a slip gets one of the new ones. */
  private async reprint(): Promise<void> {
    const { deps, from } = this.place;
    const idle: Person[] = [];
    for (const person of this.#people) {
      const ticket = await deps.roll.ticket(ticketHashOf(person.codes.at(-1)!));
      if (ticket?.state === "unused") idle.push(person);
    }
    for (const bag of from.bags) await deps.roll.voidUnused(from.poll, bag);
    if (idle.length === 0) return;
    const options = { count: idle.length, voidUnused: true };
    const { codes } = await mintTickets(deps, KEEPER, from.poll, from.bags[0]!, options);
    idle.forEach((person, at) => person.codes.push(codes[at]!));
  }

  /** accepted ≤ redeemed ≤ tickets, and as many ballots as credentials. */
  private async count(): Promise<void> {
    const { deps, from } = this.place;
    const counts = await deps.roll.counts(from.poll);
    const sum = (of: (one: (typeof counts)[number]) => number) =>
      counts.reduce((all, one) => all + of(one), 0);
    const used = sum((one) => one.used);
    const standing = sum((one) => one.minted - one.voided);
    if (used > standing) this.wrong.push(`${used} redeemed of ${standing} tickets`);
    if (standing > this.#people.length)
      this.wrong.push(`${standing} tickets for ${this.#people.length} people`);
    const keys = await deps.roll.signingKeys(from.poll);
    for (const form of this.forms) {
      const ids = keys.filter(({ instrument }) => instrument === form).map(({ keyId }) => keyId);
      const accepted = (await deps.box.countSpent(ids)).reduce((all, one) => all + one, 0);
      if (accepted > used) this.wrong.push(`${form}: ${accepted} accepted of ${used} redeemed`);
      let ballots = 0;
      for (const id of ids) for await (const _ of deps.box.ballots(id)) ballots += 1;
      if (ballots !== accepted) this.wrong.push(`${form}: ${ballots} ballots of ${accepted} credentials`);
      const taken = this.#people.reduce((all, one) => all + one.taken[this.forms.indexOf(form)]!, 0);
      if (taken !== accepted) this.wrong.push(`${form}: ${taken} answered as new of ${accepted}`);
    }
  }
}

const slipOf = ({ codes }: Person, which: "first" | "last"): string =>
  which === "first" ? codes[0]! : codes.at(-1)!;
