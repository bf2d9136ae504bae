/** From a code to the first form: entry, poll document, check of the keys, landing, redeem. @source anonymity.md §2, §3 */
import { shownFingerprint } from "../../server/core/ticket/fingerprint.ts";
import {
  enter,
  enterLink,
  isCast,
  look,
  prepareAhead,
  redeem,
  type Entry,
} from "../../server/core/ticket/respondent.ts";
import { getJson } from "../../server/core/ticket/phone-port.ts";
import { isProblem } from "../../server/core/problem.ts";
import { landing } from "../text/landing.ts";
import { phone } from "../text/phone.ts";
import { phoneProblems } from "../text/problems-phone.ts";
import { refusals } from "../text/refusals.ts";
import { browserPort, randomBytes } from "./browser-port.ts";
import { minutesLeft } from "./closing-time.ts";
import { isKiosk, kioskPoll } from "./kiosk/is-kiosk.ts";
import { tablet } from "./kiosk/tablet.ts";
import { draftBox } from "./keep/drafts.ts";
import { isDraftKept } from "./keep/shelf.ts";
import { forgetTicket, keepTicket, ticketInHand, type KeptTicket } from "./keep/ticket-in-hand.ts";
import { frozenForm } from "./frozen-forms.ts";
import { fetchForms, hasFilesKept, loadPart } from "./load-part.ts";
import { showAllDone } from "./page/done.ts";
import { h } from "./page/element.ts";
import { primaryButton, showBusy, showSkeleton } from "./page/frame.ts";
import { showLanding } from "./page/landing.ts";
import { contactOf, placeOf, reopenButton, showRefusal } from "./page/refusal.ts";
import { showSay } from "./page/say.ts";
import { OPENING, untilAnswered } from "./page/waiting.ts";
import type { PollDocument, PollForm } from "./poll-document.ts";
import { whenIdle } from "./when-idle.ts";

const SKELETON_AFTER_MS = 300;

/** A ticket whose poll has been read and whose keys are the slip's. */
interface Opened {
  readonly ticket: KeptTicket;
  readonly entry: Entry<PollDocument>;
  readonly batchName: string;
  readonly forms: readonly PollForm[];
  /** Instruments whose ballots are in, as far as that is known by now. */
  readonly received: Set<string>;
}

export async function openTicket(ticket: KeptTicket): Promise<void> {
  keepTicket(ticket);
  tablet.offerLeaving(true);
  const skeleton = setTimeout(showSkeleton, SKELETON_AFTER_MS);
  try {
    // A page that says why it waits stands at once after a quick failure: no skeleton is put over it.
    const answered = untilAnswered(() => enterWith(ticket).finally(() => clearTimeout(skeleton)), OPENING);
    if (!hasFilesKept()) fetchForms();
    const entry = await answered;
    const { document, batch, source } = entry;
    const forms = entry.forms.map(({ instrument }) =>
      document.forms.find((one) => one.instrument === instrument)!,
    );
    const opened: Opened = {
      ticket,
      entry,
      batchName: bagsOf(document, source)[batch]!.name,
      forms,
      received: new Set(),
    };
    clearTimeout(skeleton);
    if (kioskPoll() !== null && kioskPoll() !== document.poll) await showOtherUnit(document);
    else if (ticket.isStarted) begin(opened);
    else showOpened(opened);
  } catch (error) {
    clearTimeout(skeleton);
    if (ticket.link && isProblem(error, "credential.key-mismatch"))
      return void showSay({ scene: "stopped", notice: refusals.linkMismatch(placeOf(undefined)) });
    showRefusal(error, { typeAgain, reopen });
  }
}

const enterWith = (ticket: KeptTicket): Promise<Entry<PollDocument>> =>
  ticket.link ? enterLink(browserPort, ticket.link, ticket.code) : enter(browserPort, ticket);

const bagsOf = (poll: PollDocument, source: Entry["source"]) =>
  source === "open" ? poll.links : poll.batches;

/**
 * A reload would make the group's tablet forget the person, who is still there, and a phone that keeps nothing what was
 * filled in.
 */
function reopen(): void {
  const ticket = isKiosk() || !isDraftKept() ? ticketInHand() : null;
  if (ticket) void openTicket(ticket);
  else location.reload();
}

/** A slip of another unit, typed at a tablet that stands at one. */
async function showOtherUnit(other: PollDocument): Promise<void> {
  const here = await unitHere();
  forgetTicket();
  showSay({
    scene: "unknown",
    notice: refusals.otherUnit(other.unit, here ?? phone.thisUnit),
    bar: [primaryButton(phone.typeAgain, typeAgain)],
    contact: contactOf(other),
  });
}

/** Name of the unit that this tablet stands at; null for a tablet of all units, or when it cannot be read now. */
async function unitHere(): Promise<string | null> {
  const poll = kioskPoll();
  if (poll === null) return null;
  try {
    return ((await getJson(browserPort, `/api/polls/${encodeURIComponent(poll)}`)) as PollDocument).unit;
  } catch {
    return null;
  }
}

export async function askForCode(isWrong = false): Promise<void> {
  forgetTicket();
  tablet.offerLeaving(false);
  const { showTyping } = await loadPart(() => import("./page/typing.ts"));
  showTyping((scanned) => void openTicket({ ...scanned, isStarted: false, receipts: {} }), isWrong);
}

const typeAgain = (): void => void askForCode();

function showOpened(opened: Opened): void {
  const { document: poll } = opened.entry;
  const isBegun = hasDraft(opened);
  // Who has begun is not held up while the poll closes: minutes count.
  if (poll.state === "closing" && isBegun) return begin(opened);
  let drawAnew = () => {};
  if (poll.state === "open") drawAnew = showLandingOf(opened, isBegun);
  else showNotOpen(poll, startOf(opened));
  // What cannot be had now shows itself at the start.
  if (poll.state === "open" || poll.state === "closing") workBehind(opened, drawAnew).catch(() => {});
}

/** Whoever has pressed on is not called back. */
const pressedOn = new WeakSet<Opened>();

/** What comes next is made ready while the person reads, in moments in which there is nothing else to do. */
async function workBehind(opened: Opened, drawAnew: () => void): Promise<void> {
  const { entry, forms } = opened;
  const shown = document.querySelector(".bar .primary, .bar .wide");
  const isOpen = entry.document.state === "open";
  await whenIdle();
  if (isOpen) {
    fetchForms();
    fetchFrozen(forms);
  }
  await prepareAhead(entry, whenIdle);
  void sayWhatIsIn(opened, drawAnew, () => pressedOn.has(opened) || !shown?.isConnected);
  await whenIdle();
  if (isOpen) await loadForms();
}

/** What cannot be had now is asked for again when it is needed. */
function fetchFrozen(forms: readonly PollForm[]): void {
  for (const { digest } of forms) frozenForm(digest).catch(() => {});
}

/** 您已经填完了, or which of the forms are in, is said at once, on whichever device they were filled in. */
async function sayWhatIsIn(opened: Opened, drawAnew: () => void, isLeft: () => boolean): Promise<void> {
  const { ticket, entry, forms } = opened;
  if (entry.source === "open" || isLeft()) return;
  try {
    const begun = await look(browserPort, entry);
    if (!begun || isLeft()) return;
    const cast = await Promise.all(begun.map((one) => isCast(browserPort, one)));
    forms.forEach(({ instrument }, i) => cast[i] && opened.received.add(instrument));
    if (isLeft()) return;
    if (cast.includes(false)) return drawAnew();
    const drafts = draftBox(ticket.code, entry.document.poll, randomBytes);
    // Closed before the answer came: the receipt is fetched on the way through the forms.
    if (forms.some(({ instrument }) => drafts.read(instrument)?.isSent)) return begin(opened);
    for (const { instrument } of forms) drafts.wipe(instrument);
    forgetTicket();
    showAllDone(entry.document, forms.length, false);
  } catch (error) {
    if (!isLeft() && isProblem(error, "ticket.used-elsewhere")) {
      showRefusal(error, { poll: entry.document, typeAgain, reopen });
    }
  }
}

const startOf = (opened: Opened) => () => {
  showBusy(landing.loading);
  begin(opened);
};

function showLandingOf(opened: Opened, isResumed = hasDraft(opened)): () => void {
  const { document: poll, fingerprint } = opened.entry;
  return showLanding({
    poll,
    source: opened.entry.source,
    batchName: opened.batchName,
    forms: opened.forms,
    keyCheck: opened.ticket.fingerprint === null ? shownFingerprint(fingerprint) : null,
    isResumed,
    received: opened.received,
    onStart: startOf(opened),
  });
}

/** What stands in place of the landing page in every state but open. */
function showNotOpen(poll: PollDocument, onStart: () => void): void {
  const place = placeOf(poll);
  const contact = contactOf(poll);
  switch (poll.state) {
    case "closing": {
      // Somebody who has begun on another device says so; the server knows whether it is so.
      const bar = [h("button", { class: "btn wide", type: "button", click: onStart }, phone.continueClosing)];
      return void showSay({
        scene: "clock",
        notice: refusals.closing(minutesLeft(poll), place),
        bar,
        contact,
      });
    }
    case "paused":
      return void showSay({
        scene: "clock",
        notice: phoneProblems["poll.not-open"]({ state: "paused" }, place),
        bar: [reopenButton(reopen)],
        contact,
      });
    case "draft":
    case "sealed":
      return void showSay({
        scene: "clock",
        notice: refusals.notOpen(place),
        bar: [reopenButton(reopen)],
        contact,
      });
    case "void":
      return void showSay({ scene: "stopped", notice: refusals.void(place), contact });
    default:
      return void showSay({ scene: "sealed", notice: refusals.closed(place, poll.endedAt), contact });
  }
}

function begin(opened: Opened): void {
  const poll = opened.entry.document;
  pressedOn.add(opened);
  start(opened).catch((error: unknown) => showRefusal(error, { poll, typeAgain, reopen }));
}

/** Redeems and hands over to the forms, whose script starts while the answer is on its way. */
async function start(opened: Opened): Promise<void> {
  const { ticket, entry, batchName, forms } = opened;
  const poll = entry.document;
  const drafts = draftBox(ticket.code, poll.poll, randomBytes);
  const redeemed = untilAnswered(() => redeem(browserPort, entry), OPENING);
  fetchFrozen(forms);
  loadForms().catch(() => {});
  const credentials = await redeemed;
  // Who went back from a form that was received has more receipts than when the slip was opened.
  const held = ticketInHand();
  const receipts = held?.code === ticket.code ? held.receipts : ticket.receipts;
  keepTicket({ ...ticket, isStarted: true, receipts });
  const { fillForms } = await loadPart(loadForms);
  await fillForms({
    poll,
    link: ticket.link ?? null,
    batchName,
    entitled: credentials.map((credential, i) => ({ credential, form: forms[i]! })),
    drafts,
    receipts,
    leave: (received) => {
      for (const instrument of received) opened.received.add(instrument);
      showLandingOf(opened);
    },
    keepReceipts: (receipts) => keepTicket({ ...ticket, isStarted: true, receipts }),
  });
}

const loadForms = () => import("./forms/fill-forms.ts");

function hasDraft({ ticket, entry, forms }: Opened): boolean {
  const drafts = draftBox(ticket.code, entry.document.poll, randomBytes);
  return forms.some((form) => drafts.read(form.instrument) !== null);
}
