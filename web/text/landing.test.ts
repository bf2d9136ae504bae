import { describe, expect, it } from "vitest";
import { paperStatement } from "../../server/core/documents/paper-statement.ts";
import { kept } from "./kept.ts";
import { landing, statement } from "./landing.ts";
import type { StatementFacts } from "./landing.ts";

const TICKET: StatementFacts = {
  setUp: "online",
  source: "ticket",
  size: "normal",
  merged: [],
  isEncrypted: true,
};

const everywhere = (...categories: string[]) => ({ categories, forms: [] });

const everything = (facts: StatementFacts): string => {
  const { greeting, first, promises, mind, extra } = statement(facts);
  return [greeting, first ?? "", ...promises, mind, ...extra].join("\n");
};

describe("statement", () => {
  it("speaks of no open network on https", () => {
    const text = everything(TICKET);
    expect(text).not.toContain("未加密");
    expect(text).toContain("您抽到的码");
  });

  it("says first which network to use, and that the page is not encrypted, on plain http", () => {
    const { first } = statement({ ...TICKET, setUp: "onsite", isEncrypted: false, network: "巡察二组" });
    expect(first).toMatch(/^请连接巡察组自带的无线网“巡察二组”填写/);
    expect(first).toContain("本次通过未加密网络填写");
    expect(first).toContain("您的答卷在手机上先加密");
  });

  it("promises nothing about codes and admits repeats on an open link", () => {
    const text = everything({ ...TICKET, source: "open" });
    expect(text).not.toMatch(/码|票/);
    expect(text).toContain("不能保证没有人重复填");
  });

  it("names joined categories once each, and says what a small unit gets", () => {
    const { extra } = statement({
      ...TICKET,
      size: "small",
      merged: [
        everywhere("领导班子成员", "中层干部"),
        everywhere("领导班子成员", "中层干部"),
        everywhere("职工"),
      ],
    });
    expect(extra.filter((line) => line.includes("“领导班子成员”与“中层干部”合并统计"))).toHaveLength(1);
    expect(extra.join()).toContain("每张表只公布一个得分");
    expect(extra.join()).not.toContain("“职工”");
  });

  it("names the forms of which only one score is shown, where it is not all of them", () => {
    const [line, ...none] = statement({ ...TICKET, smallForms: ["成员表"] }).extra.filter((one) =>
      one.includes("只公布一个得分"),
    );
    expect(none).toEqual([]);
    expect(line).toBe("填“成员表”的人较少，只公布一个得分，不显示各档人数，文字意见不会显示给任何人。");
    const both = statement({ ...TICKET, smallForms: ["成员表", "问卷"] }).extra.join();
    expect(both).toContain("填“成员表”与“问卷”的人较少，每张只公布一个得分");
  });

  it("names joined categories in one sentence when one list contains the other", () => {
    const merged = [everywhere("甲", "乙", "丙"), everywhere("乙", "丙"), everywhere("丙", "丁")];
    const lines = statement({ ...TICKET, merged }).extra.filter((line) => line.includes("合并统计"));
    expect(lines).toEqual([
      "为保护人数少的类别，“甲”“乙”与“丙”合并统计。",
      "为保护人数少的类别，“丙”与“丁”合并统计。",
    ]);
  });

  it("names the form where two forms join differently", () => {
    const merged = [
      { categories: ["甲", "乙"], forms: ["班子表", "问卷"] },
      { categories: ["乙", "丙"], forms: ["成员表"] },
    ];
    expect(statement({ ...TICKET, merged }).extra.filter((line) => line.includes("合并统计"))).toEqual([
      "为保护人数少的类别，在班子表、问卷里，“甲”与“乙”合并统计。",
      "为保护人数少的类别，在成员表里，“乙”与“丙”合并统计。",
    ]);
    // What holds in one form only is not said by what holds in another.
    const both = [
      { categories: ["甲", "乙", "丙"], forms: ["成员表"] },
      { categories: ["乙", "丙"], forms: ["问卷"] },
    ];
    expect(
      statement({ ...TICKET, merged: both }).extra.filter((line) => line.includes("合并统计")),
    ).toHaveLength(2);
  });

  it("says on an open link, word for word", () => {
    expect(everything({ ...TICKET, source: "open", hasReportPhone: true }).split("\n")).toEqual([
      "您好。这是向群众和服务对象公开的问卷，谁都可以填。",
      "",
      "不问姓名，不记手机号、微信号、网络地址和提交时间。",
      "同一部手机原则上填一次，但系统不核对是谁、也不能保证没有人重复填，所以结果只作参考，并会注明。",
      "只看汇总，不看单份。",
      "要反映具体问题线索，请用文末的举报渠道。",
      "请了解：如果大家选得都一样，结果本身就说明了每个人的选择，这是任何办法都避免不了的。",
    ]);
  });

  it("names no channel at the end of an open link's form where there is none", () => {
    const said = everything({ ...TICKET, source: "open", hasReportPhone: false });
    expect(said).not.toContain("文末");
    expect(said).toContain("请用巡察公告上的举报渠道");
  });

  it("says on paper, word for word, nothing about phones, codes or networks", () => {
    expect(paperStatement).toBe(
      "本表不记名，不编号。请用会场统一提供的笔，在选定的格内画“√”，不要写字；要写意见，请用另发的意见纸。" +
        "填好后请您自己折好，投入密封的票箱。由两人分别录入核对后，与网上填写的合并统计，原件密封存档。",
    );
    expect(paperStatement).not.toMatch(/手机|扫码|网络|加密|盲章/);
  });

  it("promises nothing that no system can keep, in any combination", () => {
    const yesNo = [true, false];
    for (const source of ["ticket", "open"] as const)
      for (const setUp of ["onsite", "online"] as const)
        for (const size of ["small", "normal"] as const)
          for (const isEncrypted of yesNo)
            for (const isKiosk of yesNo)
              for (const isRehearsal of yesNo) {
                const facts = { ...TICKET, source, setUp, size, isEncrypted, isKiosk, isRehearsal };
                const told = kept(facts).flatMap(({ title, lines }) => [title, ...lines]);
                const text = [everything(facts), ...told].join("\n");
                expect(text).not.toMatch(/绝对|百分之百|100\s*%|完全匿名|万无一失|保证匿名|！|!/);
                expect(text.includes("未加密")).toBe(!isEncrypted);
                expect(text.includes("扫一扫")).toBe(setUp === "online" && !isKiosk);
              }
  });

  it("always admits what a unanimous vote shows", () => {
    const sources = ["ticket", "open"] as const;
    const setUps = ["onsite", "online"] as const;
    for (const source of sources) {
      for (const setUp of setUps) {
        expect(statement({ ...TICKET, source, setUp }).extra.at(-1)).toContain("大家选得都一样");
      }
    }
  });

  it("adds the kiosk line only on the group's tablet", () => {
    expect(everything(TICKET)).not.toContain("平板");
    expect(everything({ ...TICKET, isKiosk: true })).toContain("这台平板不保存您填的内容");
  });
});

describe("landing", () => {
  it("names the forms and rounds the minutes up", () => {
    expect(landing.forms(["领导班子表", "问卷"], 6.25)).toBe(
      "共 2 份：领导班子表、问卷。约 7 分钟。可以中途离开，回来接着填。",
    );
  });
});

describe("kept", () => {
  const text = (facts: Parameters<typeof kept>[0]): string =>
    kept(facts)
      .flatMap((section) => [section.title, ...section.lines])
      .join("\n");

  it("leaves tickets, blind stamp and key check out for an open link", () => {
    expect(text({ setUp: "online", source: "open", isEncrypted: true })).not.toMatch(
      /张码|盲章|核对码|领码纸|网址和码/,
    );
    expect(text({ setUp: "online", source: "open", isEncrypted: true })).toContain("不能保证没有人重复填写");
  });

  it("speaks of WeChat online and of the group's own network on site", () => {
    expect(text({ setUp: "online", source: "ticket", isEncrypted: true })).toContain("扫一扫");
    expect(text({ setUp: "onsite", source: "ticket", isEncrypted: false })).not.toContain("扫一扫");
    expect(text({ setUp: "onsite", source: "ticket", isEncrypted: false })).toContain(
      "请只连巡察组自带的无线网",
    );
  });

  it("names units of fewer than five people that are asked and counted with this one", () => {
    const facts = { ...TICKET, unit: "县档案馆党支部" };
    expect(statement({ ...facts, joined: ["县志办党支部"] }).extra).toContain(
      "县志办党支部参加人数不足 5 人，与县档案馆党支部合并测评、合并统计，不单独统计。",
    );
    expect(statement({ ...facts, joined: ["甲", "乙"] }).extra).toContain(
      "甲、乙参加人数都不足 5 人，与县档案馆党支部合并测评、合并统计，不单独统计。",
    );
    expect(statement({ ...facts, joined: [] }).extra.join()).not.toContain("合并测评");
  });

  it("says where blocks of five were chosen, unless there are none to be seen", () => {
    const line = "关于单位的表，满 5 人的类别就单独统计；关于个人的表，满 10 人的才单独统计。";
    expect(statement({ ...TICKET, smallBlocks: true }).extra).toContain(line);
    expect(statement(TICKET).extra).not.toContain(line);
    expect(statement({ ...TICKET, smallBlocks: true, size: "small" }).extra).not.toContain(line);
    expect(statement({ ...TICKET, smallBlocks: true, source: "open" }).extra).not.toContain(line);
  });

  it("prints the thresholds that are frozen", () => {
    const thresholds = { floor: 6, table: 12, block: 12 };
    expect(text({ setUp: "online", source: "ticket", isEncrypted: true, thresholds })).toContain(
      "不足 6 份不统计；不足 12 份",
    );
  });
});
