/** The ticket being used in this tab, so that a reload goes on where it was. It ends with the tab. */
import type { ScannedLink } from "../../../server/core/ticket/link-url.ts";
import { tabShelf } from "./shelf.ts";

export interface KeptTicket {
  readonly code: string;
  /** null when the code was typed: the person compares the printed characters. */
  readonly fingerprint: string | null;
  /** Behind an open link: the code was made on this phone. */
  readonly link?: ScannedLink;
  /** 开始填写 was pressed: a reload goes straight to the forms. */
  readonly isStarted: boolean;
  /** By instrument, while forms are left to fill in. */
  readonly receipts: Readonly<Record<string, string>>;
}

const NAME = "plumbline/ticket";

export function ticketInHand(): KeptTicket | null {
  const text = tabShelf.get(NAME);
  if (text === null) return null;
  try {
    return JSON.parse(text) as KeptTicket;
  } catch {
    return null;
  }
}

export function keepTicket(ticket: KeptTicket): void {
  tabShelf.put(NAME, JSON.stringify(ticket));
}

export function forgetTicket(): void {
  tabShelf.remove(NAME);
}
