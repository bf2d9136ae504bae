/** The phone page: what stands behind the slip's QR code. */
import "./old-web-views.ts";
import "./styles/phone.css";
import { refusals } from "../text/refusals.ts";
import { takeFromAddress, type Scanned } from "./arrival.ts";
import { codeOfLink } from "./keep/link-on-phone.ts";
import { isKiosk } from "./kiosk/is-kiosk.ts";
import { tendTablet } from "./kiosk/tend-tablet.ts";
import { keepTicket, ticketInHand, type KeptTicket } from "./keep/ticket-in-hand.ts";
import { askForCode, openTicket } from "./open-ticket.ts";
import { showSay } from "./page/say.ts";
import { followTheme } from "./theme.ts";

followTheme();
if (typeof BigInt === "function" && "getRandomValues" in (globalThis.crypto ?? {})) arrive();
else showSay({ scene: "stopped", notice: refusals.oldBrowser() });

function arrive(): void {
  const scanned = takeFromAddress();
  if (isKiosk()) {
    tendTablet();
    if (scanned !== null && scanned !== "malformed" && "link" in scanned) return open(scanned);
    return askForCode();
  }
  if (scanned === "malformed") return askForCode(true);
  const kept = ticketInHand();
  if (scanned !== null) return open(scanned);
  if (kept) void openTicket(kept);
  else askForCode();
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
  if (kept?.code === code) return kept;
  const { fingerprint } = scanned;
  return { code, fingerprint, isStarted: false, receipts: {}, ...(isLink && { link: scanned }) };
}

// Another slip scanned into the same tab changes only what follows “#”.
window.addEventListener("hashchange", () => {
  const scanned = takeFromAddress();
  if (scanned === null || isKiosk()) return;
  if (scanned === "malformed") return askForCode(true);
  const ticket = ticketOf(scanned);
  if (!ticket) return open(scanned);
  keepTicket(ticket);
  location.reload();
});
