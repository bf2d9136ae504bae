/** What a group takes to the meeting of one unit, beside the tickets. */
import { meetingScriptDocument, ticketProcedureDocument } from "../../core/documents/meeting-documents.ts";
import type { MeetingFacts } from "../../core/documents/meeting-words.ts";
import { rollSheetDocument } from "../../core/documents/roll-sheet-document.ts";
import { Problem } from "../../core/problem.ts";
import { rollSheet } from "../../core/results/roll-sheet.ts";
import { NO_POSTER_FIELDS } from "../../core/round/poster.ts";
import type { Wireless } from "../../core/round/wireless.ts";
import type { PollPlan } from "../../core/round/plan.ts";
import type { PollRow, RoundRow } from "../../store/office.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { Deps } from "../deps.ts";
import { type FoundScheme, schemeOf } from "../find-scheme.ts";
import type { ListedDocument } from "./document-list.ts";
import { openUntilOf } from "../extend-poll.ts";

export interface Meeting {
  readonly facts: MeetingFacts;
  /** For the poster only: documents are made again from what is frozen, and compared. */
  readonly wireless: Wireless | null;
  readonly poll: PollRow;
  readonly plan: PollPlan;
  readonly documents: readonly ListedDocument[];
}

/**
 * The blank 登记表, 会场用语, 发码规程 of one poll, and what its poster says.
 *
 * @throws Problem poll.unknown; poll.wrong-state before `seal`, for a void poll and after close
 */
export async function meetingOf(deps: Deps, pollId: string): Promise<Meeting> {
  const { row, poll, unit, wireless, scheme, digest } = await deps.office.inTransaction(async (office) => {
    const poll = await office.poll(pollId);
    const row = poll && (await office.round(poll.round));
    const unit = poll && (await office.unit(poll.round, poll.unit));
    if (!poll || !row || !unit) throw new Problem("poll.unknown", {});
    const wireless = await office.wireless.of(poll.round);
    return { row, poll, unit, wireless, ...(await schemeOf(deps, office, row)) };
  });
  const { plan, state } = poll;
  if (!plan || (state !== "sealed" && state !== "open" && state !== "paused")) {
    throw new Problem("poll.wrong-state", { state, wanted: ["sealed", "open", "paused"] });
  }
  const given = { row, poll: { ...poll, plan }, unit, scheme: { scheme, digest } };
  return { facts: meetingFacts(given), wireless, poll, plan, documents: meetingDocuments(given) };
}

export interface MeetingGiven {
  readonly row: RoundRow;
  readonly poll: PollRow & { readonly plan: PollPlan };
  readonly unit: Unit;
  readonly scheme: FoundScheme;
}

const meetingFacts = ({ row, poll, unit }: MeetingGiven): MeetingFacts => ({
  round: row.round.title,
  group: unit.group,
  unit: unit.name,
  forms: Math.max(0, ...poll.plan.batches.map(({ blocks }) => Object.keys(blocks).length)),
  openUntil: openUntilOf({ row: poll, round: row }),
  contactPhone: row.round.contactPhone,
  poster: row.round.poster ?? NO_POSTER_FIELDS,
  setUp: row.round.setUp,
  eligibleBasis: unit.eligibleBasis,
  thresholds: row.round.thresholds,
});

/** Made from what was fixed at `seal`, so they can be made again, and checked, when the meeting is over. */
export function meetingDocuments(given: MeetingGiven): readonly ListedDocument[] {
  const { row, poll, unit } = given;
  const { scheme, digest } = given.scheme;
  const named = { title: scheme.title, version: scheme.version, digest };
  const facts = meetingFacts(given);
  return [
    {
      key: "roll-sheet-blank",
      kind: "roll-sheet",
      title: "测评票发放回收登记表（空白）",
      hasTexts: false,
      make: () =>
        rollSheetDocument({
          round: row.round.title,
          unit: unit.name,
          scheme: named,
          eligibleBasis: unit.eligibleBasis,
          thresholds: row.round.thresholds,
          sheet: blankSheet(poll.plan, row),
          typed: null,
          digest: null,
        }),
    },
    {
      key: "meeting-script",
      kind: "meeting-script",
      title: "会场用语",
      hasTexts: false,
      make: () => meetingScriptDocument(facts, named),
    },
    {
      key: "ticket-procedure",
      kind: "ticket-procedure",
      title: "发码、留码、封存规程",
      hasTexts: false,
      make: () => ticketProcedureDocument(facts, named),
    },
  ];
}

const NOTHING = { meeting: "", time: "", place: "", due: 0, present: 0, batches: [], note: "" };

function blankSheet(plan: PollPlan, { frozen }: RoundRow) {
  const titleOf = (id: string): string =>
    frozen?.instruments.find(({ instrument }) => instrument.id === id)?.instrument.shortTitle ?? id;
  return rollSheet(
    {
      batches: plan.batches.map(({ id, name, eligible }) => ({
        batch: id,
        name,
        eligible,
        minted: 0,
        used: 0,
      })),
      forms: plan.forms.map(({ instrument }) => {
        return { shortTitle: titleOf(instrument), collected: 0, bySource: {}, batches: [] };
      }),
    },
    NOTHING,
  );
}
