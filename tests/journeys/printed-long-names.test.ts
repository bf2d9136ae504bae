/**
 * The same as printed-pages.test.ts for a round of other sizes: names of 30 characters, twelve leaders with posts of 60,
 * a unit of 300 people, one of 6 and one of 3, which has no poll of its own. The pages stay under
 * tests/artifacts/printed-long.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyDocument, startFullRound } from "./every-document.ts";
import {
  emptyPages,
  headingsAtEnd,
  misplacedWords,
  missingCells,
  missingTexts,
  openingFaults,
  signaturesApart,
} from "./page-faults.ts";
import { canPrint, PRINTED, type Printed, PrintedFolder } from "./printed-folder.ts";
import { testUnit } from "./start-server.ts";
import { orSkipped } from "../or-skipped.ts";

/** 306 people fill in four forms; some forty documents are written and printed. */
const SETUP_MS = 900_000;

const UNIT = "县交通运输局和综合行政执法队及公路养护中心联合党组第一机关";
const NAME = "阿卜杜热合曼·买买提依明·库尔班江·吐尔逊·依米提·伊敏·艾";
const POST =
  "党组成员、副局长，兼综合行政执法队队长、公路养护中心主任、安全生产委员会办公室主任，分管财务、人事和机关党建工作，联系";
const filled = (text: string, end: string, length: number): string =>
  [...text].slice(0, length - end.length).join("") + end;

const unit = (id: string, end: string, eligible: readonly [number, number, number]) => ({
  ...testUnit(id, filled(UNIT, end, 30), eligible),
  eligibleBasis: "在岗干部职工，含借入人员、公益性岗位人员，不含借出人员、长期病休人员和离退休人员",
  leaders: [..."一二三四五六七八九十甲乙"].map((nth, at) => ({
    name: filled(NAME, `第${nth}`, 30),
    post: filled(POST, `第${nth}`, 60),
    since: "2021-03",
    isPrincipal: at === 0,
  })),
});

const LONG_UNITS = [
  unit("large", "支部", [12, 60, 228]),
  unit("six", "小组", [2, 2, 2]),
  unit("three", "分会", [1, 1, 1]),
  unit("later", "总支", [12, 60, 228]),
];
const NAMES = LONG_UNITS.flatMap(({ name, leaders }) => [
  name,
  ...leaders.flatMap((one) => [one.name, one.post]),
]);

let printed: PrintedFolder;
beforeAll(async () => {
  if (!canPrint) return;
  const server = await startFullRound(LONG_UNITS);
  const made = await everyDocument(server);
  await server.stop();
  // Forms have no names in them; of the small unit one of each look.
  const wanted = made.filter(({ name }) => !/^approval\/|^six\/(?!unit-report$|r|team-table.l)/.test(name));
  printed = await PrintedFolder.of("printed-long", wanted);
}, SETUP_MS);
afterAll(() => printed?.dispose());

describe.skipIf(!canPrint)(
  orSkipped(
    canPrint,
    "printed with long names and other sizes",
    "soffice (LibreOffice) or a reader of PDF is not installed",
  ),
  () => {
    it("names of thirty characters are what is printed", () => {
      expect(LONG_UNITS.map(({ name }) => [...name].length)).toEqual([30, 30, 30, 30]);
      for (const { name, post } of LONG_UNITS[0]!.leaders)
        expect([[...name].length, [...post].length]).toEqual([30, 60]);
    });

    it.each(["xlsx", "docx"] as const)("every %s opens without a warning", (format) => {
      expect(openingFaults(printed, format)).toEqual([]);
    });

    it.each(PRINTED)("no page of a %s is empty, and each says which of how many it is", (format) => {
      expect(emptyPages(printed, format)).toEqual([]);
    });

    it.each(PRINTED)("a %s has every cell and every name whole", (format) => {
      expect(missingCells(printed, format)).toEqual([]);
      expect(missingTexts(printed, format, NAMES)).toEqual([]);
    });

    it.each(["docx", "pdf"] as const)("no heading ends a page of a %s", (format) => {
      expect(headingsAtEnd(printed, format)).toEqual([]);
    });

    it.each(["xlsx", "pdf"] as const)("who signs a %s signs a page with the last three rows", (format) => {
      const { signed, faults } = signaturesApart(printed, format, 3);
      expect(faults).toEqual([]);
      expect(signed).toBeGreaterThan(10);
    });

    it.each(PRINTED)("no text of a %s lies over another or reaches beyond the page", (format) => {
      expect(misplacedWords(printed, format)).toEqual([]);
    });

    /** XLSX and DOCX as LibreOffice prints them, our PDF; null = there is no such file. */
    const PAGES: { readonly [name: string]: readonly [number | null, number, number] } = {
      "large/roll-sheet": [1, 1, 1],
      "later/roll-sheet-blank": [1, 1, 1],
      "later/ticket-procedure": [null, 1, 1],
      "large/recount.1": [null, 1, 1],
      "round/grade-table": [2, 2, 2],
      "large/result-sheet": [2, 2, 2],
      "six/result-sheet": [2, 2, 2],
    };

    it("takes as many pages as it should", () => {
      const pagesIn = (name: string, format: Printed) =>
        printed.inFormat(format).some((one) => one.name === name)
          ? printed.pagesOf(name, format).length
          : null;
      for (const [name, wanted] of Object.entries(PAGES))
        expect([name, PRINTED.map((format) => pagesIn(name, format))]).toEqual([name, wanted]);
    });
  },
);
