import { approvalDocument } from "../../core/documents/approval-document.ts";
import type { RoundRow } from "../../store/office.ts";
import type { ReadingDeps } from "../deps.ts";
import { allForms } from "../find-form.ts";
import { schemeOf } from "../find-scheme.ts";
import { countyDocuments } from "../parcel/result-documents.ts";
import { destructionDocument } from "../volume/destruction-document.ts";
import { registerDocuments } from "../register/register-documents.ts";
import { scoreRound } from "../score-round.ts";
import type { ListedDocument } from "./document-list.ts";
import { meetingDocuments } from "./meeting-documents.ts";
import { roundDocuments } from "./round-documents.ts";
import { unitDocuments } from "./unit-documents.ts";

type SealedRound = RoundRow & { readonly frozen: NonNullable<RoundRow["frozen"]> };

/** Every document that the present data gives: of each form, each sealed round, its meetings and its closed units; of each destroyed round; the register; the counties. */
export async function everyDocument(deps: ReadingDeps): Promise<readonly ListedDocument[]> {
  const rounds = await deps.office.inTransaction((office) => office.rounds());
  const sealed = rounds.flatMap((row) => (row.frozen ? [{ ...row, frozen: row.frozen }] : []));
  const listed = [...(await approvals(deps, sealed))];
  for (const row of sealed) {
    const standing = await scoreRound(deps, row.round.id);
    listed.push(...roundDocuments(deps, standing), ...(await meetings(deps, row)));
    for (const unit of standing.units) listed.push(...(await unitDocuments(deps, standing, unit)));
  }
  const destroyed = rounds.flatMap(({ destruction }) =>
    destruction ? [destructionDocument(destruction.record)] : [],
  );
  return [...listed, ...destroyed, ...(await registerDocuments(deps)), ...(await countyDocuments(deps))];
}

/** The library's forms, and those that a sealed round carries and the library has not (imported ballots). */
async function approvals(
  deps: ReadingDeps,
  sealed: readonly SealedRound[],
): Promise<readonly ListedDocument[]> {
  const kept = await deps.office.inTransaction((office) => allForms(deps, office));
  const carried = sealed.flatMap(({ frozen }) => frozen.instruments);
  const forms = new Map([...kept, ...carried].map(({ instrument, digest }) => [digest, instrument]));
  return [...forms].map(([digest, instrument]): ListedDocument => {
    const content = approvalDocument(instrument, digest);
    return { key: "approval", kind: "approval", title: content.title, hasTexts: false, make: () => content };
  });
}

const meetings = (deps: ReadingDeps, row: SealedRound): Promise<readonly ListedDocument[]> =>
  deps.office.inTransaction(async (office) => {
    const scheme = await schemeOf(deps, office, row);
    const units = new Map((await office.units(row.round.id)).map((unit) => [unit.id, unit]));
    return (await office.polls(row.round.id)).flatMap((poll) => {
      const unit = units.get(poll.unit);
      if (!poll.plan || !unit) return [];
      return meetingDocuments({ row, poll: { ...poll, plan: poll.plan }, unit, scheme });
    });
  });
