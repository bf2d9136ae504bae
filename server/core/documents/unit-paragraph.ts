import type { Grade } from "../scoring/scheme.ts";
import { listed, pieces } from "./pieces.ts";
import type { Piece } from "./pieces.ts";

/** Hand-entered counters of the unit's paragraph; an absent one is printed as __. @source domain.md §2.6 */
export const workloadCounters = {
  talks: { before: "开展个别谈话", after: "人次" },
  meetings: { before: "召开座谈会", after: "次" },
  papers: { before: "查阅资料", after: "份" },
  vouchers: { before: "财务凭证", after: "本" },
  visits: { before: "走访调研", after: "处" },
  letters: { before: "受理来信", after: "件" },
  calls: { before: "来电", after: "次" },
  callers: { before: "来访", after: "批次" },
} as const;

export interface UnitParagraphFacts {
  readonly unit: string;
  readonly group: string;
  readonly from: string | null;
  readonly to: string | null;
  /** 常规巡察, 专项巡察 … */
  readonly inspection: string | null;
  readonly workload: { readonly [counter: string]: number };
  /** 应参加 and 参评率 in percent ("97.8"); null when nobody of the unit fills a form. */
  readonly turnout: { readonly eligible: number; readonly participation: string } | null;
  /** Forms that the unit's own people fill; of a unit whose people fill none, all. */
  readonly forms: readonly {
    readonly title: string;
    readonly issued: number | null;
    readonly returned: number;
    /** null = not released. */
    readonly valid: number | null;
    /** 0 = none, or not released. */
    readonly paper: number;
  }[];
  /** Forms of outside raters beside them: told apart, in none of the unit's own sentences. */
  readonly outside: readonly OutsideForm[];
  /** "领导班子民主测评得分89.90分" is made of name and printed score. */
  readonly scores: readonly { readonly name: string; readonly score: string }[];
  /** The commonest problems with their share in percent ("33.3"). */
  readonly problems: readonly { readonly text: string; readonly share: string }[];
  readonly scheme: string;
  /** null = no total, because judgement or facts are missing or the evaluation does not count. */
  readonly total: string | null;
  readonly grade: Grade | null;
  readonly isApproved: boolean;
  /** The confirmed limit that decided the grade, and the grade it allows at most. */
  readonly cap: { readonly title: string; readonly atMost: Grade } | null;
}

interface OutsideForm {
  readonly title: string;
  /** Handed out by an open link: nobody checks who answers, and it is never scored. */
  readonly isOpen: boolean;
  readonly returned: number;
  /** As printed; null = no score. */
  readonly score: string | null;
}

/** The paragraph about one unit. @source texts.zh.md §10 */
export function unitParagraph(facts: UnitParagraphFacts): readonly Piece[] {
  return pieces`${facts.from}至${facts.to}，${facts.group}对${facts.unit}开展${facts.inspection}。期间，${work(facts)}。${turnout(facts)}。${scores(facts)}${problems(facts)}${outside(facts)}${verdict(facts)}`;
}

function work(facts: UnitParagraphFacts): readonly Piece[] {
  const parts = Object.entries(workloadCounters).map(
    ([id, { before, after }]) => pieces`${before}${facts.workload[id] ?? null}${after}`,
  );
  const [talks, meetings, papers, vouchers, ...rest] = parts;
  const read = pieces`${papers ?? []}、${vouchers ?? []}`;
  const [visits, ...came] = rest;
  return listed([talks ?? [], meetings ?? [], read, visits ?? [], listed(came, "、")], "，");
}

function turnout(facts: UnitParagraphFacts): readonly Piece[] {
  if (facts.turnout === null) return sheets(facts);
  const { eligible, participation } = facts.turnout;
  return pieces`应参加测评${eligible}人，${sheets(facts)}，参评率${participation}%`;
}

/** 有效 is not released for a form of few ballots, and then not said. */
function sheets(facts: UnitParagraphFacts): readonly Piece[] {
  return listed(
    facts.forms.map(({ title, issued, returned, valid, paper }) => {
      const counted = valid === null ? [] : pieces`、有效${valid}份`;
      const keyed = paper === 0 ? [] : pieces`（其中纸质${paper}份）`;
      return pieces`发放${title}${issued}份、收回${returned}份${counted}${keyed}`;
    }),
    "，",
  );
}

function scores(facts: UnitParagraphFacts): readonly Piece[] {
  if (facts.scores.length === 0) return [];
  return pieces`${listed(
    facts.scores.map((line) => pieces`${line.name}得分${line.score}分`),
    "，",
  )}。`;
}

function problems(facts: UnitParagraphFacts): readonly Piece[] {
  if (facts.problems.length === 0) return [];
  const lines = facts.problems.map((line) => pieces`${line.text}（${line.share}%）`);
  return pieces`比较集中的意见是：${listed(lines, "，")}。`;
}

/** @source texts.zh.md §11.11 */
const outside = (facts: UnitParagraphFacts): readonly Piece[] =>
  facts.outside.flatMap(({ title, isOpen, returned, score }) => {
    const scored = score === null ? [] : pieces`，得分${score}分`;
    return isOpen
      ? pieces`另有${title}由开放二维码收回${returned}份${scored}，不核对身份，单列参考，不计入得分。`
      : pieces`另有${title}由本单位以外人员填写，收回${returned}份${scored}。`;
  });

function verdict(facts: UnitParagraphFacts): readonly Piece[] {
  if (facts.total === null || facts.grade === null) return [];
  const verb = facts.isApproved ? "评定为" : "建议评为";
  const because = facts.cap === null ? [] : pieces`（因${facts.cap.title}，等次不高于${facts.cap.atMost}）`;
  return pieces`按照《${facts.scheme}》，综合得分${facts.total}分，${verb}${facts.grade}等次${because}。`;
}
