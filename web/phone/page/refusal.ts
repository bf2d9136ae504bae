/** A refusal of the server, or a fault of this page, as the page a person reads. */
import { isProblem } from "../../../server/core/problem.ts";
import { isRehearsalCode } from "../../../server/core/ticket/code.ts";
import { shownFingerprint } from "../../../server/core/ticket/fingerprint.ts";
import type { Notice, Place } from "../../text/notice.ts";
import { phone } from "../../text/phone.ts";
import { phoneProblems } from "../../text/problems-phone.ts";
import { refusals } from "../../text/refusals.ts";
import { forgetTicket, ticketInHand } from "../keep/ticket-in-hand.ts";
import { isDraftKept } from "../keep/shelf.ts";
import { isKiosk } from "../kiosk/is-kiosk.ts";
import type { PollDocument } from "../poll-document.ts";
import type { Scene } from "./drawings.ts";
import { h, type Child } from "./element.ts";
import { primaryButton } from "./frame.ts";
import { showSay, type Say } from "./say.ts";

interface Known {
  readonly poll?: PollDocument;
  readonly typeAgain?: () => void;
  /** Opens the same ticket again; without it the page is loaded again. */
  readonly reopen?: () => void;
}

export function showRefusal(error: unknown, { poll, typeAgain, reopen }: Known = {}): void {
  const known = knownNotice(error, poll);
  const code = known && isProblem(error) ? error.code : "fault";
  const notice = known ?? refusals.unexpected();
  // A ticket that will never open anything is not worth keeping for a reload.
  if (code === "ticket.unknown" || code === "ticket.voided") forgetTicket();
  showSay({
    scene: SCENES[code] ?? "stopped",
    notice,
    between: [shownKeys(error)],
    bar: barOf(code, typeAgain, reopen),
    contact: poll && contactOf(poll),
  });
}

/** The fingerprint to report, when it is not the slip's. */
function shownKeys(error: unknown): Child {
  if (!isProblem(error, "credential.key-mismatch") || error.facts.shown === undefined) return null;
  return h("p", { class: "note" }, refusals.keyShown(shownFingerprint(error.facts.shown)));
}

/** Slips of a rehearsal say so in their address; once it is wiped the server does not know them any more. */
const isRehearsalSlip = (): boolean => new URLSearchParams(location.search).has("rehearsal");

/** The words of a refusal; null of a code that this page does not know, and of a fault: both may be tried again. */
function knownNotice(error: unknown, poll: PollDocument | undefined): Notice | null {
  if (!isProblem(error)) return null;
  if (error.code === "ticket.unknown" && (isRehearsalSlip() || isRehearsalCode(ticketInHand()?.code ?? "")))
    return refusals.rehearsalOver();
  const texts = phoneProblems as Readonly<
    Record<string, ((facts: never, place: Place) => Notice) | undefined>
  >;
  const isKnown = Object.prototype.hasOwnProperty.call(texts, error.code);
  return (isKnown && texts[error.code]?.(error.facts as never, placeOf(poll))) || null;
}

const SCENES: Readonly<Record<string, Scene | undefined>> = {
  "ticket.unknown": "unknown",
  "ticket.malformed": "unknown",
  "poll.unknown": "unknown",
  "ticket.used-elsewhere": "used",
  "ticket.voided": "stopped",
  "poll.closed": "sealed",
  "poll.not-open": "clock",
  "ticket.too-many-tries": "clock",
};

function barOf(code: string, typeAgain: Known["typeAgain"], reopen: Known["reopen"]): Say["bar"] {
  if (typeAgain && !isRehearsalSlip() && (code === "ticket.unknown" || code === "ticket.malformed")) {
    return [primaryButton(phone.typeAgain, () => typeAgain())];
  }
  const isForNow = code === "poll.not-open" || code === "ticket.too-many-tries" || code === "fault";
  return isForNow ? [reopenButton(reopen)] : [];
}

export const reopenButton = (reopen: () => void = () => location.reload()) =>
  primaryButton(phone.reload, reopen);

export function placeOf(poll: PollDocument | undefined): Place {
  const place = { isKiosk: isKiosk(), isUnkept: !isDraftKept() };
  if (!poll) return place;
  return { ...place, unit: poll.unit, contactPhone: poll.contactPhone, openUntil: poll.openUntil };
}

export const contactOf = (poll: PollDocument) => ({ group: poll.group, phone: poll.contactPhone });
