import { describe, expect, it } from "vitest";
import { readPieces } from "./pieces.ts";
import { roundReport, type RoundReportFacts } from "./round-report.ts";

const ROUND: RoundReportFacts = {
  authority: "县委",
  title: "十五届县委第三轮巡察",
  groups: 3,
  units: 10,
  from: "2026年9月1日",
  to: "2026年11月20日",
  talks: 473,
  sheets: [
    { name: "民主测评", issued: 433, returned: 420 },
    { name: "问卷调查", issued: 433, returned: 420 },
  ],
  scheme: "被巡察党组织政治生态现实状况评估办法",
  grades: [
    { grade: "良好", units: 2 },
    { grade: "较好", units: 7 },
    { grade: "较差", units: 0 },
  ],
  unscored: 1,
  ungraded: 0,
  isApproved: false,
};

const read = (facts: Partial<RoundReportFacts>): string => readPieces(roundReport({ ...ROUND, ...facts }));

describe("roundReport", () => {
  it("writes equal numbers once, leaves out empty grades, and marks a draft as 初步评估", () => {
    expect(read({})).toBe(
      "按照县委和县委巡察工作领导小组部署，县委派出3个巡察组，于2026年9月1日至2026年11月20日对10个党组织开展十五届县委第三轮巡察。" +
        "共开展个别谈话473人次，发放民主测评、问卷调查各433份，收回各420份，回收率均为97.0%。" +
        "按照《被巡察党组织政治生态现实状况评估办法》的要求，对10个被巡察党组织进行了政治生态综合评估，根据得分情况，" +
        "初步评估2个为良好等次，7个为较好等次；1个因参评人数不足，测评不计分，等次由巡察组提出、领导小组审定。",
    );
  });

  it("lists different numbers in order", () => {
    const sheets = [
      { name: "民主测评", issued: 433, returned: 420 },
      { name: "问卷调查", issued: 430, returned: 430 },
    ];
    expect(read({ sheets })).toContain(
      "发放民主测评、问卷调查分别为433份、430份，收回分别为420份、430份，回收率分别为97.0%、100.0%。",
    );
  });

  it("says 评定 only of approved grades", () => {
    const grades = [{ grade: "良好" as const, units: 10 }];
    expect(read({ grades, unscored: 0, isApproved: true })).toMatch(/根据得分情况，均评定为良好等次。$/);
    expect(read({ grades, unscored: 0 })).toMatch(/根据得分情况，均建议评为良好等次。$/);
    expect(read({ isApproved: true })).toContain("根据得分情况，评定2个为良好等次，7个为较好等次；");
  });

  it("says 均 only when no unit is left out", () => {
    const grades = [{ grade: "良好" as const, units: 9 }];
    expect(read({ grades, unscored: 0, ungraded: 1 })).toMatch(
      /根据得分情况，初步评估9个为良好等次；1个尚未形成等次。$/,
    );
    expect(read({ grades: [], unscored: 0, ungraded: 10 })).toMatch(/综合评估，10个尚未形成等次。$/);
  });

  it("prints what nobody entered as __ and marks it, never as 0", () => {
    const report = roundReport({ ...ROUND, talks: null, from: null });
    expect(report.filter((piece) => piece.missing)).toEqual([
      { text: "__", missing: true },
      { text: "__", missing: true },
    ]);
    expect(readPieces(report)).toContain("共开展个别谈话__人次");
    expect(read({ sheets: [{ name: "问卷调查", issued: null, returned: 9 }] })).toContain(
      "发放问卷调查__份，收回9份，回收率__%。",
    );
  });

  it("does not name sheets that were not used, nor say 巡察 twice", () => {
    expect(read({ sheets: [] })).toContain("个别谈话473人次。按照");
    expect(read({ title: "第三轮" })).toContain("开展第三轮巡察。");
  });
});
