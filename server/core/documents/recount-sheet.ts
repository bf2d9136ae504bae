/** 复核单: what a recount by somebody else found. @source texts.zh.md §12 reply.* */
import type { ReviewEntry, ReviewOf } from "../review/review.ts";
import { text, words } from "./cells.ts";
import type { Block, Cell, DocumentContent, SchemeName } from "./document.ts";
import type { Thresholds } from "../round/round.ts";
import { type OpenBallots, shortBasis } from "./counting-basis.ts";
import { documentWords } from "./document-words.ts";

export interface RecountFacts {
  readonly round: string;
  readonly unit: string;
  readonly scheme: SchemeName;
  readonly eligibleBasis: string;
  readonly thresholds: Thresholds;
  readonly open: OpenBallots;
  /** Digest of the closed file as it was registered at close. */
  readonly digest: string;
  readonly recount: Pick<ReviewEntry, "by"> & { readonly act: ReviewOf<"recounted"> };
  /** 1 for the unit's first recount. */
  readonly nth: number;
  /** Local day of the recount, 2026-12-03. */
  readonly day: string;
}

export const RECOUNT = {
  /** The first keeps its name when another one comes. */
  title: (nth: number) => (nth === 1 ? "复核单" : `复核单（第${nth}次）`),
  about:
    "复核由未参与原统计的人员，用封存的数据重新计算，只核对计算是否正确，不重新征求意见。系统不记录填写人身份，封存后码与答卷对不上，无从查起。",
  result: (day: string, isSame: boolean, differences: string) =>
    `经${day}复核，重算结果与原结果${isSame ? "一致" : `不一致，差异为：${differences}`}。`,
  why: (scheme: string, version: string) =>
    `综合得分由测评问卷、巡察组研判、监督情况三部分组成，依据的是开放前已固定的《${scheme}》${version}，各单位同一把尺。`,
  difference: (title: string, before: string, now: string) => `${title}原为 ${before}，重算为 ${now}`,
  findings: (count: number) => `封存文件与登记的有 ${count} 处不符，另见核验记录`,
  uncounted: "封存文件读不下去，不能重算",
  by: (name: string) => `复核人：${name}。重数答卷`,
  ballots: (count: number) => ` ${count} 份。`,
  unchanged: (digest: string) => `封存校验码一致：${digest}`,
  registered: (digest: string) => `封存校验码（登记）：${digest}`,
  found: (digest: string) => `封存校验码（复核）：${digest}`,
  caption: "原结果与重算结果",
  head: ["项目", "原结果", "重算结果", "核对"],
  same: "一致",
  differs: "不一致",
  signatures: ["复核人：", "审核人：", "日期：　　　年　　月　　日"],
} as const;

/** Scores of the forms, total and grade side by side, with what both rest on. */
export function recountSheet(facts: RecountFacts): DocumentContent {
  const { recount, scheme, digest } = facts;
  const { act, by } = recount;
  const lines = [
    RECOUNT.about,
    RECOUNT.why(scheme.title, scheme.version),
    RECOUNT.result(documentWords.madeOn(facts.day), act.isSame, differencesOf(act)),
    RECOUNT.by(by.name) + RECOUNT.ballots(act.ballots),
  ];
  const digests =
    act.fileDigest === digest
      ? [RECOUNT.unchanged(digest)]
      : [RECOUNT.registered(digest), RECOUNT.found(act.fileDigest ?? documentWords.none)];
  const under = [...digests, shortBasis(facts)];
  return {
    formatVersion: 1,
    kind: "recount",
    title: RECOUNT.title(facts.nth),
    under: [facts.unit],
    mark: documentWords.mark,
    orientation: "portrait",
    round: facts.round,
    unit: facts.unit,
    scheme,
    sheetDigest: null,
    body: [
      ...lines.map((said): Block => ({ block: "paragraph", pieces: [{ text: said, missing: false }] })),
      tableOf(act),
      ...under.map((said): Block => ({ block: "line", pieces: [{ text: said, missing: false }] })),
    ],
    signatures: RECOUNT.signatures,
    basis: [],
  };
}

function differencesOf({ values, findings, fileDigest }: ReviewOf<"recounted">): string {
  const shown = (value: string | null): string => value ?? documentWords.none;
  return [
    ...(fileDigest === null ? [RECOUNT.uncounted] : []),
    ...values.flatMap(({ title, before, now }) =>
      before === now ? [] : [RECOUNT.difference(title, shown(before), shown(now))],
    ),
    ...(findings.length > 0 ? [RECOUNT.findings(findings.length)] : []),
  ].join("；");
}

function tableOf({ values }: ReviewOf<"recounted">): Block {
  const cell = (value: string | null): Cell => (value === null ? words(documentWords.none) : text(value));
  return {
    block: "table",
    table: {
      sheet: "复核",
      caption: RECOUNT.caption,
      columns: [36, 16, 16, 12].map((width, at) => ({ width, align: at === 0 ? "left" : "centre" })),
      head: [RECOUNT.head.map((title) => ({ text: title }))],
      body: values.map(({ title, before, now }) => [
        text(title),
        cell(before),
        cell(now),
        text(before === now ? RECOUNT.same : RECOUNT.differs),
      ]),
      notes: [],
    },
  };
}
