/** The documents of a whole round, from one calculation. */
import { archiveList, type ArchiveEntry } from "../../core/documents/archive-list.ts";
import { changeParagraph } from "../../core/documents/change-paragraph.ts";
import type { DocumentContent } from "../../core/documents/document.ts";
import { gradeTableDocument } from "../../core/documents/grade-table-document.ts";
import { rectificationTable } from "../../core/documents/rectification-table.ts";
import { roundReport } from "../../core/documents/round-report.ts";
import { sealDocument } from "../../core/documents/seal-document.ts";
import { asksFeedbackDate } from "../../core/round/form-context.ts";
import { standingOf } from "../../core/review/review.ts";
import { eligibleInside, gradeTable } from "../../core/results/grade-table.ts";
import type { ReadingDeps } from "../deps.ts";
import { describeRound } from "../describe-round.ts";
import { roundSheet } from "../round-sheet.ts";
import { outcomesOf, type RoundStanding, type UnitStanding } from "../score-round.ts";
import type { ListedDocument } from "./document-list.ts";
import { once } from "./once.ts";
import { unitDocuments } from "./unit-documents.ts";

/** The grade table of a round, naming the digest of its sheet. */
export async function gradesOf(
  deps: Pick<ReadingDeps, "office">,
  standing: RoundStanding,
): Promise<DocumentContent> {
  const { row, scheme, units } = standing;
  const sheet = await roundSheet(deps, standing);
  return gradeTableDocument({
    round: row.round.title,
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    parts: scheme.scheme.parts.map(({ id, title, points }) => ({ id, title, points })),
    grades: scheme.scheme.grades,
    rows: gradeTable(scheme.scheme, outcomesOf(units)),
    thresholds: row.round.thresholds,
    setUp: row.round.setUp,
    sheetDigest: sheet?.digest ?? null,
  });
}

/** Documents of the round that can be made now, in the order of its volume. */
export function roundDocuments(deps: ReadingDeps, standing: RoundStanding): readonly ListedDocument[] {
  const grades = once(() => gradesOf(deps, standing));
  return [
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
    {
      key: "archive-list",
      kind: "archive-list",
      title: "归档目录",
      hasTexts: false,
      make: async () => archiveList(await grades(), await archiveEntries(deps, standing, await grades())),
    },
  ];
}

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
  if (!form || form.level !== "tables") return [];
  return [
    {
      key: "rectification-table",
      kind: "rectification-table",
      title: "整改评估汇总表",
      hasTexts: false,
      make: async () => {
        const { instrument, title } = form;
        const own = await grades();
        const table = rectificationTable({
          grades: own,
          instrument,
          title,
          units: units.map(({ unit, release }) => ({
            name: unit.name,
            group: unit.group,
            eligible: eligibleInside(unit),
            result: release?.result ?? null,
          })),
        });
        return table ?? own;
      },
    },
  ];
}

/** What the volume holds: every document that can be made, with the checksum it has now. */
async function archiveEntries(
  deps: ReadingDeps,
  standing: RoundStanding,
  grades: DocumentContent,
): Promise<readonly ArchiveEntry[]> {
  const checksumOf = (content: DocumentContent): string => sealDocument(content, "").checksum;
  const entries: ArchiveEntry[] = [
    { unit: null, title: "表单送审稿（签批件）", checksum: null },
    { unit: null, title: grades.title, checksum: checksumOf(grades) },
  ];
  for (const unit of standing.units) {
    for (const listed of await unitDocuments(deps, standing, unit)) {
      if (listed.hasTexts) continue;
      const content = await listed.make();
      entries.push({ unit: unit.unit.name, title: content.title, checksum: checksumOf(content) });
    }
  }
  return [...entries, { unit: null, title: "封存文件、核验文件夹（电子）", checksum: null }];
}
