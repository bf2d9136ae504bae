/** Styles of paragraphs; half points and twentieths of a point as the format counts. */
import { AlignmentType, type IStylesOptions, LineRuleType } from "docx";
import type { PrintedDocument } from "../../core/documents/document.ts";
import { ONE_PAGE_KINDS } from "../one-page-kinds.ts";
import { FONTS } from "../sheet-cells.ts";
import { faceOf } from "./measures.ts";

/** 三号 body on a fixed lead of 28 pt. */
const SIZES = {
  body: { size: 32, line: 560 },
  title: { size: 44, line: 700, around: 200 },
  under: 28,
  small: { size: 21, line: 320, around: 40, rule: LineRuleType.AT_LEAST },
} as const;

/** 四号, so that all of it is one page with the longest names. */
const ONE_PAGE_SIZES = {
  ...SIZES,
  body: { size: 28, line: 440 },
  title: { size: 44, line: 600, around: 100 },
} as const;

/** On a sheet to calculate on. */
const DENSE_SIZES = {
  body: { size: 21, line: 320 },
  title: { size: 32, line: 480, around: 40 },
  under: 22,
  small: { size: 17, line: 230, around: 10, rule: LineRuleType.EXACT },
} as const;

type Sized = Pick<PrintedDocument, "isDense" | "kind">;

export const sizesOf = ({ isDense, kind }: Sized) =>
  isDense ? DENSE_SIZES : ONE_PAGE_KINDS.has(kind) ? ONE_PAGE_SIZES : SIZES;

export function stylesOf(document: Sized): IStylesOptions {
  const { body, title, small } = sizesOf(document);
  return {
    default: {
      document: {
        run: { font: faceOf(FONTS.body), size: body.size },
        paragraph: { spacing: { line: body.line, lineRule: LineRuleType.EXACT } },
      },
      title: {
        run: { font: faceOf(FONTS.title), size: title.size },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: {
            before: title.around,
            after: title.around,
            line: title.line,
            lineRule: LineRuleType.EXACT,
          },
        },
      },
      heading1: {
        run: { font: faceOf(FONTS.head), size: 32, color: "000000" },
        paragraph: { keepNext: true },
      },
      heading2: {
        run: { font: faceOf(FONTS.sub), size: 32, color: "000000" },
        paragraph: { keepNext: true },
      },
      heading3: {
        run: { font: faceOf(FONTS.body), size: 32, bold: true, color: "000000" },
        paragraph: { keepNext: true },
      },
    },
    paragraphStyles: [
      {
        id: "Caption",
        name: "caption",
        basedOn: "Normal",
        run: { size: 24, bold: true },
        paragraph: {
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 160, after: 80, line: 400, lineRule: LineRuleType.EXACT },
        },
      },
      {
        id: "Line",
        name: "Line",
        basedOn: "Normal",
        run: { size: small.size },
        paragraph: {
          spacing: { before: small.around, after: small.around, line: small.line, lineRule: small.rule },
        },
      },
    ],
  };
}
