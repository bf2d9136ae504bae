import { describe, expect, it } from "vitest";
import { countingBasis } from "./counting-basis.ts";
import type { Piece } from "./pieces.ts";
import { unitParagraph } from "./unit-paragraph.ts";

const readPieces = (paragraph: readonly Piece[]): string => paragraph.map((piece) => piece.text).join("");

describe("unitParagraph", () => {
  it("writes counters, sheets, scores, problems and the grade with its limit", () => {
    const paragraph = unitParagraph({
      unit: "县水利局党组",
      group: "县委第二巡察组",
      from: "2026年9月1日",
      to: "2026年10月1日",
      inspection: "常规巡察",
      workload: { talks: 45, meetings: 2, papers: 120, visits: 6, letters: 3, calls: 0, callers: 1 },
      eligible: 46,
      returned: 45,
      forms: [{ title: "领导班子民主测评表", issued: 46, returned: 45, valid: 45 }],
      scores: [{ name: "领导班子民主测评", score: "89.90" }],
      problems: [{ text: "会议文件多，反复填表报数", share: "33.3" }],
      scheme: "评估办法",
      total: "87.82",
      grade: "较好",
      isApproved: false,
      cap: "研判有一个维度低于 60 分",
    });
    expect(paragraph.filter((piece) => piece.missing)).toEqual([{ text: "__", missing: true }]);
    expect(readPieces(paragraph)).toBe(
      "2026年9月1日至2026年10月1日，县委第二巡察组对县水利局党组开展常规巡察。" +
        "期间，开展个别谈话45人次，召开座谈会2次，查阅资料120份、财务凭证__本，走访调研6处，受理来信3件、来电0次、来访1批次。" +
        "应参加测评46人，发放领导班子民主测评表46份、收回45份、有效45份，参评率97.8%。" +
        "领导班子民主测评得分89.90分。比较集中的意见是：会议文件多，反复填表报数（33.3%）。" +
        "按照《评估办法》，综合得分87.82分，建议评为较好等次（因研判有一个维度低于 60 分，等次不高于较好）。",
    );
  });
});

describe("countingBasis", () => {
  it("numbers its lines, prints the weights in use and the network of the set-up", () => {
    const lines = countingBasis({
      round: "第三轮",
      unit: "县水利局党组",
      openedAt: "2026年11月18日",
      closedAt: "2026年11月20日",
      eligibleBasis: "在岗干部职工",
      thresholds: { floor: 5, table: 10, block: 10 },
      blocks: [
        { name: "领导班子成员、中层干部", weight: "50" },
        { name: "职工", weight: "50" },
      ],
      leadersRateLeaders: false,
      scheme: { title: "评估办法", version: "2026.1", digest: "0123456789abcdef" },
      digest: "fedc",
      paper: 0,
      setUp: "onsite",
    });
    expect(lines[0]).toMatch(/^1\. 范围：第三轮，县水利局党组/);
    expect(lines[2]).toBe("3. 票种：领导班子成员、中层干部 50%、职工 50%。班子成员不参加成员测评。");
    expect(lines.at(-2)).toContain("校验码 01234567；");
    expect(lines.at(-1)).toBe("10. 本次通过未加密网络填写。");
  });
});
