import { describe, expect, it } from "vitest";
import { ratio } from "../ratio.ts";
import { countingBasis } from "./counting-basis.ts";
import type { Piece } from "./pieces.ts";
import { roundParagraph } from "./round-paragraph.ts";
import type { RoundParagraphFacts } from "./round-paragraph.ts";
import { unitParagraph } from "./unit-paragraph.ts";

const readPieces = (paragraph: readonly Piece[]): string => paragraph.map((piece) => piece.text).join("");

const ROUND: RoundParagraphFacts = {
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
  withdrawn: 0,
  ungraded: 0,
  isApproved: false,
};

describe("roundParagraph", () => {
  it("writes equal numbers once, leaves out empty grades, and marks a draft as 初步评估", () => {
    expect(readPieces(roundParagraph(ROUND))).toBe(
      "按照县委和县委巡察工作领导小组部署，县委派出3个巡察组，于2026年9月1日至2026年11月20日对10个党组织开展十五届县委第三轮巡察。" +
        "共开展个别谈话473人次，发放民主测评、问卷调查各433份，收回各420份，回收率均为97.0%。" +
        "按照《被巡察党组织政治生态现实状况评估办法》的要求，对10个被巡察党组织进行了政治生态综合评估，根据得分情况，" +
        "初步评估2个为良好等次，7个为较好等次；1个因参评人数不足，测评不计分，等次由巡察组提出、领导小组审定。",
    );
  });

  it("says how many units have no grade yet, and nothing about grades when none has one", () => {
    const grades = [{ grade: "良好" as const, units: 2 }];
    expect(readPieces(roundParagraph({ ...ROUND, grades, unscored: 0, ungraded: 8 }))).toMatch(
      /综合评估，根据得分情况，初步评估2个为良好等次；8个尚未形成等次。$/,
    );
    expect(readPieces(roundParagraph({ ...ROUND, grades: [], unscored: 0, ungraded: 10 }))).toMatch(
      /综合评估，10个尚未形成等次。$/,
    );
  });

  it("says of units whose poll was withdrawn that it was, and not that too few took part", () => {
    expect(readPieces(roundParagraph({ ...ROUND, unscored: 0, withdrawn: 1 }))).toMatch(
      /7个为较好等次；1个测评已作废或宣布无效，不计分，等次由巡察组提出、领导小组审定。$/,
    );
  });

  it("lists different numbers in order", () => {
    const sheets = [
      { name: "民主测评", issued: 433, returned: 420 },
      { name: "问卷调查", issued: 430, returned: 430 },
    ];
    expect(readPieces(roundParagraph({ ...ROUND, sheets }))).toContain(
      "发放民主测评、问卷调查分别为433份、430份，收回分别为420份、430份，回收率分别为97.0%、100.0%。",
    );
  });

  it("says 均评定为 when every unit has the same approved grade", () => {
    const same = { ...ROUND, unscored: 0, isApproved: true, grades: [{ grade: "良好" as const, units: 10 }] };
    expect(readPieces(roundParagraph(same))).toMatch(/根据得分情况，均评定为良好等次。$/);
  });

  it("prints what nobody entered as __ and marks it, never as 0", () => {
    const report = roundParagraph({ ...ROUND, talks: null, from: null });
    expect(report.filter((piece) => piece.missing)).toHaveLength(2);
    expect(readPieces(report)).toContain("共开展个别谈话__人次");
    expect(report.filter((piece) => piece.missing).every((piece) => piece.text === "__")).toBe(true);
  });
});

describe("unitParagraph", () => {
  it("writes counters, sheets, scores, problems and the grade with its limit", () => {
    const text = readPieces(
      unitParagraph({
        unit: "县水利局党组",
        group: "县委第二巡察组",
        from: "2026年9月1日",
        to: "2026年10月1日",
        inspection: "常规巡察",
        workload: { talks: 45, meetings: 2, papers: 120, visits: 6, letters: 3, calls: 0, callers: 1 },
        turnout: { eligible: 46, participation: "97.8" },
        forms: [{ title: "领导班子民主测评表", issued: 46, returned: 45, valid: 45, paper: 6 }],
        outside: [{ title: "服务对象和群众问卷", isOpen: true, returned: 12, score: "81.20" }],
        scores: [{ name: "领导班子民主测评", score: "89.90" }],
        problems: [{ text: "会议文件多，反复填表报数", share: "33.3" }],
        scheme: "评估办法",
        total: "87.82",
        grade: "较好",
        isApproved: false,
        cap: { title: "干扰测评", atMost: "较差" },
      }),
    );
    expect(text).toBe(
      "2026年9月1日至2026年10月1日，县委第二巡察组对县水利局党组开展常规巡察。" +
        "期间，开展个别谈话45人次，召开座谈会2次，查阅资料120份、财务凭证__本，走访调研6处，受理来信3件、来电0次、来访1批次。" +
        "应参加测评46人，发放领导班子民主测评表46份、收回45份、有效45份（其中纸质6份），参评率97.8%。" +
        "领导班子民主测评得分89.90分。比较集中的意见是：会议文件多，反复填表报数（33.3%）。" +
        "另有服务对象和群众问卷由开放二维码收回12份，得分81.20分，不核对身份，单列参考，不计入得分。" +
        "按照《评估办法》，综合得分87.82分，建议评为较好等次（因干扰测评，等次不高于较差）。",
    );
  });
});

const weighed = (name: string, percent: number, ...others: readonly string[]) => ({
  categories: [name, ...others],
  weight: ratio(percent),
});

describe("countingBasis", () => {
  it("prints the weights in use and the network of the set-up", () => {
    const lines = countingBasis({
      round: "第三轮",
      unit: "县水利局党组",
      joined: ["县志办党支部", "县档案馆党支部"],
      openedAt: "2026年11月18日",
      closedAt: "2026年11月20日",
      eligibleBasis: "在岗干部职工",
      thresholds: { floor: 5, table: 10, block: 10 },
      weights: [
        {
          form: "班子表",
          asked: [weighed("班子成员", 20), weighed("中层干部", 30), weighed("职工", 50)],
          counted: [weighed("班子成员", 50, "中层干部"), weighed("职工", 50)],
        },
        { form: "成员表", asked: [], counted: null },
      ],
      leadersRateLeaders: false,
      scheme: { title: "评估办法", version: "2026.1", digest: "0123456789abcdef" },
      digest: "fedc",
      paper: 6,
      scales: ["优秀、不称职分别计 100、0 分"],
      open: [{ form: "群众问卷", ballots: 12 }],
      slips: { exchanged: 2, returned: 1, lost: 3 },
      isPlain: true,
    });
    expect(lines[0]).toMatch(/^范围：第三轮，县水利局党组，/);
    expect(lines[0]).toContain(
      "。县水利局党组含并入的县志办党支部、县档案馆党支部，合并统计，不分开出数。应参加",
    );
    expect(lines[2]).toBe(
      "票种：《班子表》：班子成员 20%、中层干部 30%、职工 50%；实有票种重新折算为 班子成员和中层干部（合并计票）50%、职工 50%。" +
        "《成员表》：不分票种，一票一分量。班子成员不参加成员测评。",
    );
    expect(lines[1]).toContain("无效数＝全部未作评价的答卷和不合规的纸质表。");
    expect(lines[3]).toMatch(/^计分：优秀、不称职分别计 100、0 分；“不了解”/);
    expect(lines.at(-5)).toContain("校验码 01234567；");
    expect(lines.at(-4)).toBe("纸质补录 6 份，两人分别录入、核对一致后并入。");
    expect(lines.at(-3)).toBe("开放二维码收回的群众问卷 12 份不核对身份，单列参考，不计入得分。");
    expect(lines.at(-2)).toBe("换发 2 张，交回作废 1 张，遗失 3 张（遗失票不能指认，最多影响 3 票）。");
    expect(lines.at(-1)).toBe("本次通过未加密网络填写，答卷在手机上先加密再发出。");
  });
});
