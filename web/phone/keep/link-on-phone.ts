/**
 * One phone one ballot, as a courtesy: what the phone keeps of an open link. The server knows nothing of it.
 *
 * @source anonymity.md §2; docs/decisions/0040-what-the-phone-keeps.md
 */
import { makeCode } from "../../../server/core/ticket/code.ts";
import type { ScannedLink } from "../../../server/core/ticket/link-url.ts";
import { randomBytes } from "../browser-port.ts";
import { phoneShelf } from "./shelf.ts";

const DONE = "done";
const nameOf = ({ poll, link }: ScannedLink): string => `plumbline/link/${poll}/${link}`;

/** The code this phone answers with: the one it began with, or a new one; null when it is through. */
export function codeOfLink(scanned: ScannedLink): string | null {
  const kept = phoneShelf.get(nameOf(scanned));
  if (kept === DONE) return null;
  if (kept !== null) return kept;
  const code = makeCode(randomBytes(16));
  phoneShelf.put(nameOf(scanned), code);
  return code;
}

/** The code goes, a mark stays. */
export const markLinkDone = (scanned: ScannedLink): void => void phoneShelf.put(nameOf(scanned), DONE);

/** Nothing stays of a link that has ended. */
export const forgetLink = (scanned: ScannedLink): void => phoneShelf.remove(nameOf(scanned));
