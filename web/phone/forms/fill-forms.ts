/** The forms of one ticket, one after the other: load, fill in, submit until it is received, go on. */
import { isProblem, type AnswerFault, type Problem } from "../../../server/core/problem.ts";
import { getJson } from "../../../server/core/ticket/phone-port.ts";
import type { ScannedLink } from "../../../server/core/ticket/link-url.ts";
import { cast, isCast, type Credential } from "../../../server/core/ticket/respondent.ts";
import { form as words } from "../../text/form.ts";
import { kiosk, kioskRefusals } from "../../text/kiosk.ts";
import { phone } from "../../text/phone.ts";
import type { Notice } from "../../text/notice.ts";
import { phoneProblems } from "../../text/problems-phone.ts";
import { refusals, unkeptRefusals } from "../../text/refusals.ts";
import { browserPort } from "../browser-port.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import { frozenForm } from "../frozen-forms.ts";
import type { DraftBox } from "../keep/drafts.ts";
import { forgetLink, markLinkDone } from "../keep/link-on-phone.ts";
import { forgetTicket } from "../keep/ticket-in-hand.ts";
import { showAllDone, showDone, standings, type Standing } from "../page/done.ts";
import type { Scene } from "../page/drawings.ts";
import { primaryButton } from "../page/frame.ts";
import { contactOf } from "../page/refusal.ts";
import { showSay } from "../page/say.ts";
import { OPENING, untilAnswered } from "../page/waiting.ts";
import { unansweredOf } from "../retry-wait.ts";
import { minutesOf, type PollDocument, type PollForm } from "../poll-document.ts";
import { whenIdle } from "../when-idle.ts";
import type { Greeting } from "./form-to-show.ts";
import { makeReady, takeReady } from "./ready-form.ts";
import { clearForm, showForm } from "./show-form.tsx";

/** One form this ticket entitles to. */
export interface Entitled {
  readonly credential: Credential;
  readonly form: PollForm;
}

export interface Filling {
  readonly poll: PollDocument;
  /** The open link the person came by; null with a slip. */
  readonly link: ScannedLink | null;
  readonly batchName: string;
  readonly entitled: readonly Entitled[];
  readonly drafts: DraftBox;
  /** By instrument. */
  readonly receipts: Readonly<Record<string, string>>;
  /** Shows the page before the forms, given the instruments whose ballots are in; from there this runs anew. */
  readonly leave: (received: ReadonlySet<string>) => void;
  readonly keepReceipts: (receipts: Readonly<Record<string, string>>) => void;
}

/** What one form after the other needs to know. */
interface Way {
  readonly filling: Filling;
  /** Instruments whose ballots are in. */
  readonly received: Set<string>;
  /** By instrument. */
  readonly receipts: Record<string, string>;
  /** Tells of each form whether it was in the box when the ticket was started. */
  readonly wasIn: (one: Entitled) => Promise<boolean>;
  /** Stands above the next form. */
  greeting: Greeting | null;
}

/** @throws Problem a refusal that nobody can mend in the form */
export async function fillForms(filling: Filling): Promise<void> {
  const { entitled, poll } = filling;
  const receipts: Record<string, string> = { ...filling.receipts };
  const way: Way = { filling, received: new Set(), receipts, wasIn: askedOnce(), greeting: null };
  const hasFirst = await skipReceived(way);
  if (!hasFirst && Object.keys(receipts).length === 0) {
    forgetWay(filling);
    return showAllDone(poll, entitled.length, filling.link !== null);
  }
  void whenIdle()
    .then(() => lookAtOthers(way))
    .catch(() => {});
  try {
    for (const one of entitled) await fillNext(way, one);
  } finally {
    clearForm();
  }
  forgetWay(filling);
  const lines = entitled.map(({ form }) => ({
    title: form.shortTitle,
    receipt: receipts[form.instrument] ?? null,
  }));
  showDone(poll, lines, filling.link !== null);
}

/** Asks of each form once whether it is in already, perhaps from another device; a question without an answer is asked again. */
function askedOnce(): Way["wasIn"] {
  const asked = new Map<Entitled, Promise<boolean>>();
  return (one) => {
    const answer = asked.get(one) ?? isCast(browserPort, one.credential);
    asked.set(one, answer);
    answer.catch(() => asked.delete(one));
    return answer;
  };
}

/**
 * Passes over the forms that are in, one after the other: the first that is not need not wait for those behind it.
 *
 * @returns false when all are in
 */
async function skipReceived(way: Way): Promise<boolean> {
  const { entitled, drafts } = way.filling;
  for (const one of entitled) {
    const isIn = untilAnswered(() => way.wasIn(one), OPENING);
    // Asked again, and refused, when it is shown.
    makeReady(drafts, one.form).catch(() => {});
    if (!(await isIn)) return true;
    await untilAnswered(() => noteReceived(way, one), OPENING);
  }
  return false;
}

/**
 * What is in is done. Where this phone had sent it and was closed before the answer, the same bytes once more bring the
 * receipt; they count nothing.
 *
 * @throws Problem without an answer; then nothing is noted
 */
async function noteReceived({ filling, received, receipts }: Way, one: Entitled): Promise<void> {
  const { instrument } = one.form;
  const draft = filling.drafts.read(instrument);
  if (draft?.isSent && receipts[instrument] === undefined) {
    const { digest, answers, retry } = draft;
    const receipt = await cast(browserPort, one.credential, { digest, answers, retry }).catch((error) => {
      if (unansweredOf(error) !== null) throw error;
      // Another phone was faster, or the poll has ended: then there is none to be had here.
      return null;
    });
    if (receipt !== null) {
      receipts[instrument] = receipt;
      filling.keepReceipts(receipts);
    }
  }
  received.add(instrument);
  filling.drafts.wipe(instrument);
}

/** Which of the others are in is asked while the first is filled in, and known before one of them is shown. */
async function lookAtOthers(way: Way): Promise<void> {
  const are = await Promise.all(way.filling.entitled.map(way.wasIn));
  const isNew = ({ form }: Entitled, i: number) => are[i] && !way.received.has(form.instrument);
  await Promise.all(way.filling.entitled.filter(isNew).map((one) => noteReceived(way, one)));
}

/** All is in: the code goes, of an open link a mark stays. */
function forgetWay({ link }: Filling): void {
  forgetTicket();
  if (link) markLinkDone(link);
}

async function fillNext(way: Way, one: Entitled): Promise<void> {
  const { instrument } = one.form;
  if (way.received.has(instrument)) return;
  const receipt = await fillOne(way, one);
  way.received.add(instrument);
  if (receipt !== null) way.receipts[instrument] = receipt;
  way.filling.keepReceipts(way.receipts);
  // What is not known now is told when that form is submitted.
  await lookAtOthers(way).catch(() => {});
  way.greeting = greetingAfter(way);
  if (receipt === null) await sayReceivedBefore(way);
}

/** The leaders of all forms of this ticket; reading the forms now also spares the wait between them. */
async function namesOf(entitled: readonly Entitled[]): Promise<readonly string[]> {
  const load = () => Promise.all(entitled.map(({ form }) => frozenForm(form.digest)));
  const forms = await untilAnswered(load, OPENING);
  return [...new Set(forms.flatMap((form) => form.leaders.map((leader) => leader.name)))];
}

/** The next form still to be filled in, named in one line; null after the last. */
function greetingAfter({ filling, received }: Way): Greeting | null {
  const next = filling.entitled.findIndex((one) => !received.has(one.form.instrument));
  if (next < 0) return null;
  return { text: words.nextForm(next + 1, filling.entitled[next]!.form.shortTitle), tone: "ok" };
}

/** Another device had submitted this form: what was filled in here counts nothing, and that is said. */
function sayReceivedBefore({ filling, greeting }: Way): Promise<void> {
  const hasNext = greeting !== null;
  return untilPressed(
    "used",
    refusals.oneDone(hasNext),
    hasNext ? refusals.nextForm : refusals.goOn,
    filling,
  );
}

/** A page that says one thing, until its one button is pressed. */
function untilPressed(scene: Scene, notice: Notice, label: string, { poll }: Filling): Promise<void> {
  return new Promise((resolve) => {
    showSay({ scene, notice, bar: [primaryButton(label, () => resolve())], contact: contactOf(poll) });
  });
}

/** One try at a form: which version of it, and what to tell the person about the try before. */
interface Attempt {
  readonly digest: string;
  readonly greeting: Greeting | null;
  readonly faults: readonly AnswerFault[];
}

interface Answered {
  readonly digest: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly retry: string;
}

/** @returns the receipt; null when another device had submitted this form before */
async function fillOne(way: Way, { credential, form }: Entitled): Promise<string | null> {
  let attempt: Attempt = { digest: form.digest, greeting: way.greeting, faults: [] };
  for (;;) {
    const answered = await ask(way, form, attempt);
    try {
      const receipt = await submit(way, form, credential, answered);
      way.filling.drafts.wipe(form.instrument);
      return receipt;
    } catch (error) {
      if (isProblem(error, "ballot.already-cast")) {
        way.filling.drafts.wipe(form.instrument);
        return null;
      }
      attempt = await attemptAfter(error, attempt, way.filling);
    }
  }
}

/** Shows the form with its draft until the person submits it. */
async function ask(way: Way, form: PollForm, { digest, greeting, faults }: Attempt): Promise<Answered> {
  const { drafts, entitled, batchName } = way.filling;
  const names = await namesOf(entitled);
  const ready = () => takeReady(drafts, form.instrument, digest);
  const { frozen, draft, model, isResumed } = await untilAnswered(ready, OPENING);
  const answers = await showForm({
    frozen,
    draft,
    model,
    position: { index: entitled.findIndex((one) => one.form === form) + 1, of: entitled.length },
    minutes: minutesOf(form),
    batchName,
    names,
    poll: way.filling.poll.poll,
    reportTo: way.filling.link ? way.filling.poll.contactPhone : null,
    greeting: greeting ?? (isResumed ? { text: words.resume, tone: "ok" } : null),
    faults,
    leave: () => way.filling.leave(way.received),
    keep: (changed) => drafts.write(form.instrument, changed),
  });
  return { digest, answers, retry: draft.retry };
}

/** Casts until there is an answer; the same `retry` every time, so that it counts once. */
function submit(way: Way, form: PollForm, credential: Credential, answered: Answered): Promise<string> {
  const { drafts } = way.filling;
  const isKept = drafts.write(form.instrument, {
    page: 0,
    ...drafts.read(form.instrument),
    ...answered,
    isSent: true,
  });
  const unsent = isKiosk() ? kioskRefusals : isKept ? refusals : unkeptRefusals;
  return untilAnswered(() => cast(browserPort, credential, answered), {
    notice: (kind, seconds) => (kind === "busy" ? refusals.busy(seconds) : unsent[kind]()),
    between: () => [standings(standingOf(way, form.instrument))],
    more: staying(way.filling, isKept),
    busy: words.submitting,
  });
}

/** Going away is offered only where the ballot would be there again. */
function staying({ link }: Filling, isKept: boolean): readonly (readonly [string, string])[] {
  if (isKiosk()) return [[phone.stayTitle, kiosk.stay]];
  const stay = [phone.stayTitle, phone.stay] as const;
  return isKept ? [stay, [phone.leaveTitle, link ? phone.leaveOpen : phone.leave]] : [stay];
}

/** What to do after a refusal that the person can mend in the form; any other goes on up. */
async function attemptAfter(error: unknown, { digest }: Attempt, filling: Filling): Promise<Attempt> {
  if (isProblem(error, "form.changed")) {
    const { title, reason, action } = refusals.formChanged();
    return {
      digest: error.facts.digest,
      greeting: { text: `${title}。${reason}${action}`, tone: "warn" },
      faults: [],
    };
  }
  if (isProblem(error, "ballot.invalid")) {
    const faults = error.facts.questions;
    const notice = phoneProblems["ballot.invalid"](error.facts);
    await untilPressed("unknown", notice, refusals.seeThem, filling);
    return { digest, greeting: { text: notice.title, tone: "warn" }, faults };
  }
  if (!isProblem(error, "poll.closed")) throw error;
  wipeAll(filling);
  throw await toldWithEnd(error, filling.poll.poll);
}

/** When the poll ended is not said of a ballot sealed to a key that is gone; the poll itself tells. */
async function toldWithEnd(refusal: Problem<"poll.closed">, poll: string): Promise<unknown> {
  if (typeof refusal.facts.endedAtUtc === "string") return refusal;
  const told = await getJson(browserPort, `/api/polls/${encodeURIComponent(poll)}`).catch(
    (error: unknown) => error,
  );
  return isProblem(told, "poll.closed") ? told : refusal;
}

function wipeAll({ entitled, drafts, link }: Filling): void {
  for (const { form } of entitled) drafts.wipe(form.instrument);
  forgetTicket();
  if (link) forgetLink(link);
}

function standingOf({ filling, received }: Way, now: string): readonly Standing[] {
  return filling.entitled.map(({ form }) => ({
    title: form.shortTitle,
    state: received.has(form.instrument) ? "received" : form.instrument === now ? "waits" : "open",
  }));
}
