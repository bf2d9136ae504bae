import { expect, it } from "vitest";
import type { ReviewOf } from "../review/review.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { recountSheet } from "./recount-sheet.ts";

const same: ReviewOf<"recounted"> = {
  kind: "recounted",
  fileDigest: "ab".repeat(32),
  values: [
    { title: "领导班子民主测评表", before: "89.70", now: "89.70" },
    { title: "总分", before: "87.82", now: "87.82" },
  ],
  ballots: 45,
  isSame: true,
  findings: [],
};

/** The paragraphs and the last column of the table. */
const said = (act: ReviewOf<"recounted">) => {
  const { body } = recountSheet({
    round: "十五届县委第三轮巡察",
    unit: "县水利局党组",
    scheme: { title: "评估办法", version: "2026.1", digest: "ef".repeat(32) },
    eligibleBasis: "在岗",
    open: [{ form: "群众问卷", ballots: 12 }],
    thresholds: DEFAULT_THRESHOLDS,
    digest: "ab".repeat(32),
    nth: 1,
    recount: { by: { account: "a", name: "复核人" }, act },
    day: "2026-12-03",
  });
  return body.flatMap((block) =>
    block.block === "paragraph"
      ? block.pieces.map(({ text }) => text)
      : block.block === "table"
        ? block.table.body.map((row) => ("text" in row[3]! ? row[3].text : ""))
        : [],
  );
};

it("says that the numbers are the same, with the words of the answer to a complaint", () => {
  expect(said(same)).toEqual(
    expect.arrayContaining([
      "经2026年12月3日复核，重算结果与原结果一致。",
      "复核人：复核人。重数答卷 45 份。",
      "一致",
    ]),
  );
});

it("says every number that came out otherwise, and that the file does not fit", () => {
  const findings = [{ code: "closed.missing" }] as const;
  const values = [same.values[0]!, { title: "总分", before: "87.82", now: null }];
  const lines = said({ ...same, fileDigest: null, values, isSame: false, findings });
  expect(lines).toContain(
    "经2026年12月3日复核，重算结果与原结果不一致，差异为：封存文件读不下去，不能重算；总分原为 87.82，重算为 —；封存文件与登记的有 1 处不符，另见核验记录。",
  );
  expect(lines.slice(-2)).toEqual(["一致", "不一致"]);
});
