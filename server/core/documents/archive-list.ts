/** 归档目录 of one round: what goes into its volume, in order. @source domain.md §5.10 */
import type { Thresholds } from "../round/round.ts";
import { count, text, words } from "./cells.ts";
import { type OpenBallots, thresholdLine } from "./counting-basis.ts";
import type { Cell, DocumentContent } from "./document.ts";

export interface ArchiveEntry {
  readonly unit: string | null;
  readonly title: string;
  /** null for what is made by hand or outside. */
  readonly checksum: string | null;
  readonly note?: string;
}

export function archiveList(
  grades: DocumentContent,
  entries: readonly ArchiveEntry[],
  thresholds: Thresholds,
  open: OpenBallots,
): DocumentContent {
  return {
    ...grades,
    kind: "archive-list",
    title: "归档目录",
    under: ["一轮一卷"],
    orientation: "portrait",
    sheetDigest: null,
    basis: [],
    body: [
      {
        block: "table",
        table: {
          sheet: "归档目录",
          caption: "",
          columns: [
            { width: 6, align: "centre" },
            { width: 26, align: "left" },
            { width: 36, align: "left" },
            { width: 20, align: "centre" },
            { width: 8, align: "centre" },
            { width: 14, align: "left" },
          ],
          head: [["序号", "单位", "材料", "校验码", "页数", "备注"].map((title) => ({ text: title }))],
          body: entries.map(({ unit, title, checksum, note = "" }, at): readonly Cell[] => [
            count(at + 1),
            text(unit ?? "本轮"),
            text(title),
            words(checksum ?? "—"),
            words(""),
            text(note),
          ]),
          notes: [
            "页数由立卷人填写。有校验码的材料都在本轮打包文件里，不附文字意见；本目录自己也在。答卷不以任何形式输出，随封存文件保存。",
            thresholdLine(thresholds, open),
          ],
        },
      },
    ],
    signatures: ["立卷人：", "检查人：", "日期：　　　年　　月　　日"],
  };
}
