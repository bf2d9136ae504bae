/** The phone page: what stands behind the slip's QR code. */
import "./styles/phone.css";
import { refusals } from "../text/refusals.ts";
import { takeFromAddress } from "./arrival.ts";
import type { ScannedTicket } from "../../server/core/ticket/ticket-url.ts";
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
    return askForCode();
  }
  if (scanned === "malformed") return askForCode(true);
  const kept = ticketInHand();
  // The same slip scanned again goes on where it was; another one starts anew.
  const isSame = scanned !== null && kept !== null && scanned.code === kept.code;
  const ticket = scanned === null || isSame ? kept : newTicket(scanned);
  if (ticket) void openTicket(ticket);
  else askForCode();
}

function newTicket(scanned: ScannedTicket): KeptTicket {
  return { ...scanned, isStarted: false, receipts: {} };
}

// Another slip scanned into the same tab changes only what follows “#”.
window.addEventListener("hashchange", () => {
  const scanned = takeFromAddress();
  if (scanned === null || isKiosk()) return;
  if (scanned === "malformed") return askForCode(true);
  if (scanned.code !== ticketInHand()?.code) keepTicket(newTicket(scanned));
  location.reload();
});
