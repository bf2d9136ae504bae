import { describe, expect, it } from "vitest";
import { fileName, fileStem, unitFolderName } from "./file-name.ts";

const day = "2026-11-20";
const round = "十五届县委第三轮巡察";
const long = "省属国有农场管理局直属机关服务中心党支部".repeat(5);

describe("fileName", () => {
  it("is round, unit, material and day, without what a file system refuses", () => {
    const name = fileName(
      { round, unit: 'a/b\\c:d*e?f"g<h>i|j\u202e\ud800县局. ', title: "汇总表", madeOn: day },
      "xlsx",
    );
    expect(name).toBe("十五届县委第三轮巡察_abcdefghij县局_汇总表_2026-11-20.xlsx");
    expect(fileName({ round, unit: null, title: "全部材料", madeOn: day }, "zip")).toBe(
      "十五届县委第三轮巡察_全部材料_2026-11-20.zip",
    );
    expect(fileStem({ round: "", unit: "***", title: "送审稿" })).toBe("__送审稿");
  });

  it("fits a file system, however long unit, round and title are, in characters of any width", () => {
    for (const unit of [long.slice(0, 80), "𠮷".repeat(80), "é".repeat(200)])
      for (const title of ["政治生态评估报告（附文字意见）", long])
        for (const ofRound of [round, long]) {
          const name = fileName({ round: ofRound, unit, title, madeOn: day }, "xlsx");
          expect(Buffer.byteLength(`${name}.0c4ed4b8-5b05-4a4a-9a52-5b1d2f0c1f7e.tmp`)).toBeLessThanOrEqual(
            255,
          );
          expect(name).not.toMatch(/\p{Cs}/u);
          expect(name.endsWith("_2026-11-20.xlsx")).toBe(true);
        }
  });

  it("cuts the unit and nothing else when that is enough, and keeps units of one beginning apart", () => {
    const [one, two] = ["甲", "乙"].map((last) =>
      fileStem({ round, unit: long.slice(0, 79) + last, title: "测评结果报告单" }),
    );
    expect(one).toMatch(/^十五届县委第三轮巡察_省属国有农场.+~[0-9a-f]{8}_测评结果报告单$/u);
    expect(one).not.toBe(two);
    expect(Buffer.byteLength(one!)).toBeGreaterThan(185);
  });

  it("leaves a name alone that fits", () => {
    expect(unitFolderName(long.slice(0, 60))).toBe(long.slice(0, 60));
    expect(unitFolderName("𠮷".repeat(80))).toMatch(/^𠮷{45}~[0-9a-f]{8}$/u);
  });
});
