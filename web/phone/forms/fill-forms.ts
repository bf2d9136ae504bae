/** The forms of one ticket, one after the other: load, fill in, submit until it is received, go on. */
import { isProblem, type AnswerFault } from "../../../server/core/problem.ts";
import { cast, loadForm, newRetry, type Credential } from "../../../server/core/ticket/respondent.ts";
import { form as words } from "../../text/form.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { refusals } from "../../text/refusals.ts";
import { browserPort } from "../browser-port.ts";
import type { Draft, DraftBox } from "../keep/drafts.ts";
import { forgetTicket } from "../keep/ticket-in-hand.ts";
import { showAllDone, showDone, standings, type Standing } from "../page/done.ts";
import { showRefusal } from "../page/refusal.ts";
import { openingNotice, untilAnswered } from "../page/waiting.ts";
import type { PollDocument, PollForm } from "../poll-document.ts";
import { clearForm, showForm } from "./show-form.tsx";

/** One form this ticket entitles to, and whether it is in the box already. */
export interface Entitled {
  readonly credential: Credential;
  readonly form: PollForm;
  readonly isDone: boolean;
}

export interface Filling {
  readonly poll: PollDocument;
  readonly batchName: string;
  readonly entitled: readonly Entitled[];
  readonly drafts: DraftBox;
  /** By instrument. */
  readonly receipts: Readonly<Record<string, string>>;
  readonly keepReceipts: (receipts: Readonly<Record<string, string>>) => void;
}

/** What the person should read above the first question of a form. */
export interface Greeting {
  readonly text: string;
  readonly tone: "ok" | "warn";
}

export async function fillForms(filling: Filling): Promise<void> {
  const { entitled, poll } = filling;
  const received = new Set(entitled.filter((one) => one.isDone).map((one) => one.form.instrument));
  for (const { form } of entitled.filter((one) => one.isDone)) filling.drafts.wipe(form.instrument);
  if (received.size === entitled.length && Object.keys(filling.receipts).length === 0) {
    forgetTicket();
    return showAllDone(poll, entitled.length);
  }
  const receipts: Record<string, string> = { ...filling.receipts };
  const names = await namesOf(entitled);
  let greeting: Greeting | null = null;
  for (const [index, one] of entitled.entries()) {
    if (received.has(one.form.instrument)) continue;
    const receipt = await fillOne(filling, one, index, received, greeting, names).catch((error: unknown) => {
      showRefusal(error, { poll });
      return "stopped" as const;
    });
    if (receipt === "stopped") return;
    received.add(one.form.instrument);
    if (receipt !== null) receipts[one.form.instrument] = receipt;
    filling.keepReceipts(receipts);
    greeting = greetingAfter(filling, received, receipt === null);
  }
  forgetTicket();
  clearForm();
  const lines = entitled.map(({ form }) => ({
    title: form.shortTitle,
    receipt: receipts[form.instrument] ?? null,
  }));
  showDone(poll, lines);
}

/** The leaders of all forms of this ticket; reading the forms now also spares the wait between them. */
async function namesOf(entitled: readonly Entitled[]): Promise<readonly string[]> {
  const load = () => Promise.all(entitled.map(({ form }) => loadForm(browserPort, form.digest)));
  const forms = await untilAnswered(load, { notice: openingNotice, busy: landing.loading });
  return [...new Set(forms.flatMap((form) => form.leaders.map((leader) => leader.name)))];
}

/** The next form still to be filled in, named in one line; null after the last. */
function greetingAfter(
  filling: Filling,
  received: ReadonlySet<string>,
  wasCastBefore: boolean,
): Greeting | null {
  const next = filling.entitled.findIndex((one) => !received.has(one.form.instrument));
  if (next < 0) return null;
  const { title, reason } = refusals.oneDone();
  const line = words.nextForm(next + 1, filling.entitled[next]!.form.shortTitle);
  return { text: wasCastBefore ? `${title}。${reason}` : line, tone: "ok" };
}

/** @returns the receipt; null when another device had submitted this form before */
async function fillOne(
  filling: Filling,
  { credential, form }: Entitled,
  index: number,
  received: ReadonlySet<string>,
  first: Greeting | null,
  names: readonly string[],
): Promise<string | null> {
  const { drafts, entitled } = filling;
  const opening = { notice: openingNotice, busy: landing.loading };
  let { digest } = form;
  let greeting = first;
  let faults: readonly AnswerFault[] = [];
  for (;;) {
    const frozen = await untilAnswered(() => loadForm(browserPort, digest), opening);
    const kept = drafts.read(form.instrument);
    const draft: Draft = kept ?? { digest, answers: {}, page: 0, retry: newRetry(browserPort) };
    if (kept && greeting === null && Object.keys(kept.answers).length > 0) {
      greeting = { text: words.resume, tone: "ok" };
    }
    const answers = await showForm({
      frozen,
      draft: { ...draft, digest },
      position: { index: index + 1, of: entitled.length },
      batchName: filling.batchName,
      names,
      greeting,
      faults,
      keep: (changed) => drafts.write(form.instrument, changed),
    });
    const between = () => [standings(standingOf(filling, received, form.instrument))];
    try {
      const receipt = await untilAnswered(
        () => cast(browserPort, credential, { digest, answers, retry: draft.retry }),
        {
          notice: (kind, seconds) =>
            kind === "offline"
              ? refusals.offline()
              : kind === "busy"
                ? refusals.busy(seconds)
                : refusals.storage(),
          between,
          more: [
            [phone.stayTitle, phone.stay],
            [phone.leaveTitle, phone.leave],
          ],
          busy: words.submitting,
        },
      );
      drafts.wipe(form.instrument);
      return receipt;
    } catch (error) {
      if (isProblem(error, "ballot.already-cast")) {
        drafts.wipe(form.instrument);
        return null;
      }
      if (isProblem(error, "form.changed")) {
        digest = error.facts.digest;
        const { title, action } = refusals.formChanged();
        greeting = { text: `${title}。${action}`, tone: "warn" };
        faults = [];
      } else if (isProblem(error, "ballot.invalid")) {
        faults = error.facts.questions;
        greeting = {
          text: refusals.answersInvalid(faults.map((one) => one.title || one.question)).title,
          tone: "warn",
        };
      } else {
        if (isProblem(error, "poll.closed")) wipeAll(filling);
        throw error;
      }
    }
  }
}

function wipeAll({ entitled, drafts }: Filling): void {
  for (const { form } of entitled) drafts.wipe(form.instrument);
  forgetTicket();
}

function standingOf(filling: Filling, received: ReadonlySet<string>, now: string): readonly Standing[] {
  return filling.entitled.map(({ form }) => ({
    title: form.shortTitle,
    state: received.has(form.instrument) ? "received" : form.instrument === now ? "waits" : "open",
  }));
}
