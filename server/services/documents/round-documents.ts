/** The documents of a whole round, from one calculation. */
import { withdrawalOf } from "../../core/round/round.ts";
import { approvalDocument } from "../../core/documents/approval-document.ts";
import { archiveList, type ArchiveEntry } from "../../core/documents/archive-list.ts";
import { changeParagraph } from "../../core/documents/change-paragraph.ts";
import { codebookDocument, dataDocument } from "../../core/documents/data-documents.ts";
import { dataWords } from "../../core/documents/data-words.ts";
import type { OpenBallots } from "../../core/documents/counting-basis.ts";
import type { DocumentContent } from "../../core/documents/document.ts";
import { gradeTableSteps } from "../../core/documents/grade-table-document.ts";
import { rectificationTable } from "../../core/documents/rectification-table.ts";
import { roundScaleWords } from "../../core/documents/scale-words.ts";
import { withPrices } from "../../core/scoring/with-prices.ts";
import { roundReport } from "../../core/documents/round-report.ts";
import { sealDocument } from "../../core/documents/seal-document.ts";
import { asksFeedbackDate } from "../../core/round/form-context.ts";
import { standingOf } from "../../core/review/review.ts";
import { eligibleFor } from "../../core/results/form-sheets.ts";
import { openBallots } from "../../core/results/open-ballots.ts";
import { gradeTable } from "../../core/results/grade-table.ts";
import type { ReadingDeps } from "../deps.ts";
import { describeRound } from "../describe-round.ts";
import { roundSheet } from "../round-sheet.ts";
import { countedOf } from "../roll-sheet.ts";
import { outcomesOf, type RoundStanding, type UnitStanding } from "../score-round.ts";
import type { ListedDocument } from "./document-list.ts";
import { inSlices } from "./in-slices.ts";
import { once } from "./once.ts";
import { unitDocuments } from "./unit-documents.ts";

/** The grade table of a round, naming the digest of its sheet. */
export async function gradesOf(
  deps: Pick<ReadingDeps, "office">,
  standing: RoundStanding,
): Promise<DocumentContent> {
  const { row, scheme, units } = standing;
  const sheet = await roundSheet(deps, standing);
  const steps = gradeTableSteps({
    round: row.round.title,
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    parts: scheme.scheme.parts.map(({ id, title, points }) => ({ id, title, points })),
    grades: scheme.scheme.grades,
    rows: gradeTable(scheme.scheme, outcomesOf(units)),
    joined: units.flatMap(({ unit }) => (unit.joined ? [{ unit: unit.name, names: unit.joined }] : [])),
    scales: roundScaleWords(
      (row.frozen?.instruments ?? []).map(({ instrument }) => withPrices(instrument, scheme.scheme)),
    ),
    open: openOf(standing),
    thresholds: row.round.thresholds,
    smallBlocks: row.round.smallBlocks,
    isPlain: !(row.frozen?.address ?? "").startsWith("https://"),
    sheetDigest: sheet?.digest ?? null,
  });
  return inSlices(steps);
}

/** What open links brought in to the closed polls of a round. */
const openOf = ({ units }: RoundStanding): OpenBallots =>
  openBallots(units.flatMap(({ release }) => (release ? countedOf(release.head).forms : [])));

/** Kept with the documents and not made from them. */
const ARCHIVED_OUTSIDE = [
  { title: "结果单 sheet.json（电子）", note: "随包" },
  { title: "封存文件、核验程序（电子）", note: "只在归档包里" },
];

/** Documents of the round that can be made now, in the order of its volume. */
export function roundDocuments(deps: ReadingDeps, standing: RoundStanding): readonly ListedDocument[] {
  const grades = once(() => gradesOf(deps, standing));
  const filed: readonly ListedDocument[] = [
    {
      key: "grade-table",
      kind: "grade-table",
      title: "政治生态评估等次汇总表",
      hasTexts: false,
      make: grades,
    },
    {
      key: "round-report",
      kind: "round-report",
      title: "本轮综合情况",
      hasTexts: false,
      make: async () =>
        roundReport({
          grades: await grades(),
          paragraph: describeRound(standing),
          changes: standing.units.flatMap((unit) => changeOf(unit) ?? []),
        }),
    },
    ...rectificationOf(standing, grades),
    ...dataOf(standing, grades),
    ...approvalsOf(standing),
  ];
  return [
    ...filed,
    {
      key: "archive-list",
      kind: "archive-list",
      title: "归档目录",
      hasTexts: false,
      make: async () =>
        archiveList(
          await grades(),
          await archiveEntries(deps, standing, filed),
          standing.row.round.thresholds,
          openOf(standing),
        ),
    },
  ];
}

/** What was released as data, and the codebook of the frozen forms; none before the first seal. */
function dataOf(
  { row, scheme, units }: RoundStanding,
  grades: () => Promise<DocumentContent>,
): readonly ListedDocument[] {
  const { frozen } = row;
  if (!frozen) return [];
  const data = once(async () => {
    const rows = gradeTable(scheme.scheme, outcomesOf(units));
    const results = new Map(units.map(({ unit, release }) => [unit.id, release?.result ?? null]));
    return dataDocument({
      grades: await grades(),
      units: rows.map((one) => ({ row: one, result: results.get(one.unit.id) ?? null })),
    });
  });
  return [
    {
      key: "data",
      kind: "data",
      title: dataWords.data,
      hasTexts: false,
      make: data,
    },
    {
      key: "codebook",
      kind: "codebook",
      title: dataWords.codebook,
      hasTexts: false,
      make: async () =>
        codebookDocument({
          grades: await grades(),
          dataChecksum: sealDocument(await data(), "").checksum,
          instruments: frozen.instruments,
        }),
    },
  ];
}

/** 送审稿 of the forms as they were frozen. */
const approvalsOf = ({ row }: RoundStanding): readonly ListedDocument[] =>
  (row.frozen?.instruments ?? []).map(({ instrument, digest }): ListedDocument => {
    const content = approvalDocument(instrument, digest);
    const key = `approval.${instrument.id}`;
    return { key, kind: "approval", title: content.title, hasTexts: false, make: () => content };
  });

/** In an array, so that a unit without a change adds nothing. */
function changeOf({ unit, score, history }: UnitStanding) {
  const review = standingOf(history);
  const paragraph = changeParagraph({ unit: unit.name, computed: score?.computed ?? null, review });
  return paragraph && [paragraph];
}

/** Only for a round that asks about rectification. */
function rectificationOf(
  { row, units }: RoundStanding,
  grades: () => Promise<DocumentContent>,
): readonly ListedDocument[] {
  // What is asked about is what was found and fed back: no other form needs the day of the feedback.
  const id = row.frozen?.instruments.find(({ instrument }) => asksFeedbackDate(instrument))?.instrument.id;
  const form = units
    .flatMap(({ release }) => release?.result.forms ?? [])
    .find(({ instrument }) => instrument === id);
  if (!form) return [];
  return [
    {
      key: "rectification-table",
      kind: "rectification-table",
      title: "整改评估汇总表",
      hasTexts: false,
      make: async () => {
        const { instrument, title } = form;
        return rectificationTable({
          grades: await grades(),
          thresholds: row.round.thresholds,
          instrument,
          title,
          units: units.map(({ unit, poll, release }) => ({
            name: unit.name,
            group: unit.group,
            eligible: poll?.plan ? eligibleFor(poll.plan, instrument) : null,
            result: release?.result ?? null,
            withdrawn: withdrawalOf(poll?.state ?? null),
          })),
        });
      },
    },
  ];
}

/** What the archive of the round holds, document by document, with the checksum each has now, and what is kept beside. */
async function archiveEntries(
  deps: ReadingDeps,
  standing: RoundStanding,
  filed: readonly ListedDocument[],
): Promise<readonly ArchiveEntry[]> {
  const entryOf = (unit: string | null, { title, ...content }: DocumentContent): ArchiveEntry => ({
    unit,
    title,
    checksum: sealDocument({ title, ...content }, "").checksum,
  });
  const entries: ArchiveEntry[] = [];
  for (const listed of filed) entries.push(entryOf(null, await listed.make()));
  for (const unit of standing.units) {
    for (const listed of await unitDocuments(deps, standing, unit))
      if (!listed.hasTexts) entries.push(entryOf(unit.unit.name, await listed.make()));
  }
  return [...entries, ...ARCHIVED_OUTSIDE.map((one) => ({ ...one, unit: null, checksum: null }))];
}
