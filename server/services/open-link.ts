import { NO_POSTER_FIELDS, type PosterFields } from "../core/round/poster.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { linkUrl } from "../core/ticket/link-url.ts";
import type { Deps } from "./deps.ts";
import { bagFingerprint } from "./live-polls.ts";
import { linkOf } from "./redeem-link.ts";
import { openUntilOf } from "./extend-poll.ts";

/** What a poster, a screen or a console says about an open link. Nothing of it is secret. */
export interface OpenLink {
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: "onsite" | "online";
  readonly wireless: Wireless | null;
  readonly name: string;
  readonly url: string;
  readonly forms: number;
  readonly questions: number;
  /** Honest minutes of all forms together, as the definitions say. */
  readonly minutes: number;
  readonly openUntil: string;
  readonly contactPhone: string;
  readonly poster: PosterFields;
  readonly isRehearsal: boolean;
}

/** @throws Problem poll.unknown, poll.not-open before `seal`, poll.closed, link.unknown, poll.no-address */
export async function readOpenLink(deps: Deps, pollId: string, linkId: string): Promise<OpenLink> {
  const live = await deps.live.get(pollId);
  const link = linkOf(live, linkId);
  const fingerprint = bagFingerprint(live, link);
  const forms = Object.keys(link.blocks).map((instrument) => live.forms.get(instrument)!.form);
  const { round } = live.round;
  return {
    round: round.title,
    group: live.unit.group,
    unit: live.unit.name,
    setUp: round.setUp,
    wireless: live.wireless,
    name: link.name,
    url: linkUrl((live.round.frozen?.address || deps.address) ?? "", {
      poll: pollId,
      link: linkId,
      fingerprint,
    }),
    forms: forms.length,
    questions: forms.reduce(
      (sum, form) => sum + new Set(form.leaves.map(({ question }) => question)).size,
      0,
    ),
    minutes: forms.reduce((sum, form) => sum + form.minutes * Math.max(1, form.leaders.length), 0),
    openUntil: openUntilOf(live),
    contactPhone: round.contactPhone,
    poster: round.poster ?? NO_POSTER_FIELDS,
    isRehearsal: live.row.isRehearsal ?? false,
  };
}
