/** The phone page: what stands behind the slip's QR code. */
import { isTooOld } from "./too-old.ts";
import "./old-web-views.ts";
import "./styles/phone.css";
import { refusals } from "../text/refusals.ts";
import { takeFromAddress, type Scanned } from "./arrival.ts";
import { codeOfLink } from "./keep/link-on-phone.ts";
import { isKiosk } from "./kiosk/is-kiosk.ts";
import { keepTicket, ticketInHand, type KeptTicket } from "./keep/ticket-in-hand.ts";
import { loadPart } from "./load-part.ts";
import { askForCode, openTicket } from "./open-ticket.ts";
import { showSay } from "./page/say.ts";
import { followTheme } from "./theme.ts";

followTheme();
if (!isTooOld) arrive();

function arrive(): void {
  const scanned = takeFromAddress();
  if (isKiosk()) return void arriveAtTablet(scanned);
  if (scanned === "malformed") return void askForCode(true);
  const kept = ticketInHand();
  if (scanned !== null) return open(scanned);
  void (kept ? openTicket(kept) : askForCode());
}

/** A slip's address would stay in the tablet's history: it is not used. */
async function arriveAtTablet(scanned: ReturnType<typeof takeFromAddress>): Promise<void> {
  const { tendTablet } = await loadPart(() => import("./kiosk/tend-tablet.ts"));
  tendTablet();
  if (scanned !== null && scanned !== "malformed" && "link" in scanned) open(scanned);
  else await askForCode();
}

function open(scanned: Scanned): void {
  const ticket = ticketOf(scanned);
  if (ticket) void openTicket(ticket);
  else showSay({ scene: "used", notice: refusals.linkDone() });
}

/** The same slip or link scanned again goes on where it was; another one starts anew. Null for a link that is done. */
function ticketOf(scanned: Scanned): KeptTicket | null {
  const isLink = "link" in scanned;
  const code = isLink ? codeOfLink(scanned) : scanned.code;
  if (code === null) return null;
  const kept = ticketInHand();
  const { fingerprint } = scanned;
  // Typed before, scanned now: what the slip says of the keys is checked from here on.
  if (kept?.code === code) return { ...kept, fingerprint: fingerprint ?? kept.fingerprint };
  return { code, fingerprint, isStarted: false, receipts: {}, ...(isLink && { link: scanned }) };
}

// Another slip scanned into the same tab changes only what follows “#”.
window.addEventListener("hashchange", () => {
  const scanned = takeFromAddress();
  if (scanned === null || isKiosk()) return;
  if (scanned === "malformed") return void askForCode(true);
  const ticket = ticketOf(scanned);
  if (!ticket) return open(scanned);
  keepTicket(ticket);
  location.reload();
});
