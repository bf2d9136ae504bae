/** The documents about one closed poll, from one release and one score. */
import { comparisonTable, isCompared } from "../../core/documents/comparison-table.ts";
import type { DocumentContent, DocumentKind } from "../../core/documents/document.ts";
import type { OpenBallots } from "../../core/documents/counting-basis.ts";
import { derivationTable } from "../../core/documents/derivation-table.ts";
import { membersTable } from "../../core/documents/members-table.ts";
import { questionnaireTable, statisticsTitle } from "../../core/documents/questionnaire-table.ts";
import { RECOUNT, recountSheet } from "../../core/documents/recount-sheet.ts";
import { resultSheet } from "../../core/documents/result-sheet.ts";
import { rollSheetDocument } from "../../core/documents/roll-sheet-document.ts";
import { teamTable, titleOf } from "../../core/documents/team-table.ts";
import { unitCopy } from "../../core/documents/unit-copy.ts";
import type { UnitFacts } from "../../core/documents/unit-facts.ts";
import { unitReport } from "../../core/documents/unit-report.ts";
import { openBallots } from "../../core/results/open-ballots.ts";
import type { ReleasedForm } from "../../core/release/released.ts";
import { unitView } from "../../core/release/unit-view.ts";
import type { ReadingDeps } from "../deps.ts";
import { lookBackInDocuments } from "../review/look-back-unit.ts";
import { readTexts } from "../read-texts.ts";
import { roundSheet } from "../round-sheet.ts";
import type { RoundStanding, UnitStanding } from "../score-round.ts";
import type { ListedDocument } from "./document-list.ts";
import { localDay } from "./local-day.ts";
import { once } from "./once.ts";
import { readUnitFacts } from "./read-unit-facts.ts";

/** Documents about one unit that can be made now, in the order of its volume; [] while its poll is open. */
export async function unitDocuments(
  deps: ReadingDeps,
  standing: RoundStanding,
  unit: UnitStanding,
): Promise<readonly ListedDocument[]> {
  if (!unit.release || !unit.score || !unit.poll) return [];
  const { poll, release, score } = unit;
  const { forms } = release.result;
  const read = once(() => readUnitFacts(deps, standing, { ...unit, poll, release, score }));
  const listed = (
    key: string,
    kind: DocumentKind,
    title: string,
    make: (facts: UnitFacts) => DocumentContent | Promise<DocumentContent>,
  ): ListedDocument => ({
    key,
    kind,
    title,
    hasTexts: false,
    hasScore: kind === "derivation" || kind === "unit-report",
    make: async () => make(await read()),
  });
  return [
    listed("roll-sheet", "roll-sheet", "测评票发放回收登记表", rollSheetOf),
    listed("result-sheet", "result-sheet", "测评结果报告单", async (facts) =>
      resultSheet(facts, (await roundSheet(deps, standing))?.digest ?? null),
    ),
    ...forms.map((form) => {
      const kind = kindOf(form);
      return listed(`${kind}.${form.instrument}`, kind, formTitle(form, kind), (facts) =>
        formTable(facts, form),
      );
    }),
    ...(forms.some(isCompared)
      ? [listed("comparison-table", "comparison-table", "分票种对比表", comparisonTable)]
      : []),
    listed("derivation", "derivation", "得分推导表", derivationTable),
    listed("unit-report", "unit-report", "政治生态评估报告", async (facts) =>
      unitReport({ facts, earlier: await lookBackInDocuments(deps, standing, unit), texts: null }),
    ),
    {
      ...listed("unit-report-with-texts", "unit-report", "政治生态评估报告（附文字意见）", async (facts) =>
        unitReport({
          facts,
          earlier: await lookBackInDocuments(deps, standing, unit),
          texts: await readTexts(deps, poll.id),
        }),
      ),
      hasTexts: true,
    },
    ...(forms.some((form) => unitView(form) !== null)
      ? [listed("unit-copy", "unit-copy", "民主测评和问卷情况反馈", unitCopy)]
      : []),
    ...recountsOf(standing, unit, poll.closedDigest ?? "", async () =>
      openBallots((await read()).roll.sheet.forms),
    ),
  ];
}

/** A sheet for each recount that stands in the history. */
function recountsOf(
  { row, scheme }: RoundStanding,
  { unit, history }: UnitStanding,
  digest: string,
  open: () => Promise<OpenBallots>,
): readonly ListedDocument[] {
  const recounts = history.flatMap(({ act, ...entry }) =>
    act.kind === "recounted" ? [{ ...entry, act }] : [],
  );
  return recounts.map((recount, at): ListedDocument => {
    const nth = at + 1;
    const facts = {
      round: row.round.title,
      unit: unit.name,
      scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
      eligibleBasis: unit.eligibleBasis,
      thresholds: row.round.thresholds,
      digest,
      recount,
      nth,
      day: localDay(new Date(recount.atUtc)),
    };
    const key = `recount.${recount.sequence}`;
    const title = RECOUNT.title(nth);
    return {
      key,
      kind: "recount",
      title,
      hasTexts: false,
      hasScore: true,
      make: async () => recountSheet({ ...facts, open: await open() }),
    };
  });
}

type TableKind = "team-table" | "members-table" | "questionnaire-table";

const kindOf = ({
  scoring,
  level,
  multis,
}: ReleasedForm & { readonly multis?: readonly unknown[] }): TableKind =>
  scoring.rule === "leaders"
    ? "members-table"
    : scoring.rule === "questionnaire" || (level === "tables" && (multis?.length ?? 0) > 0)
      ? "questionnaire-table"
      : "team-table";

const TABLES = {
  "team-table": teamTable,
  "members-table": membersTable,
  "questionnaire-table": questionnaireTable,
};

/** The table of one form, of the kind that its scoring and its questions ask for. */
export const formTable = (facts: UnitFacts, form: ReleasedForm): DocumentContent =>
  TABLES[kindOf(form)](facts, form);

const formTitle = (form: ReleasedForm, kind: TableKind): string =>
  kind === "questionnaire-table" ? statisticsTitle(form.title) : `${titleOf(form.title)}汇总表`;

const rollSheetOf = ({ round, unit, scheme, roll, poll }: UnitFacts): DocumentContent =>
  rollSheetDocument({
    round: round.title,
    unit: unit.name,
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    eligibleBasis: unit.eligibleBasis,
    thresholds: round.thresholds,
    sheet: roll.sheet,
    typed: roll.typed,
    digest: poll.digest,
  });
