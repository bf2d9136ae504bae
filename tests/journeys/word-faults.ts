/** What Word would complain about in a document beyond its package. @source ECMA-376 part 1, 17 and annex A.1 */
import { duplicates, openPackage, orderFaults, type Parts } from "./package-faults.ts";
import { named, type XmlNode } from "./xml-tree.ts";

const words = (text: string): readonly string[] => text.split(" ").map((name) => `w:${name}`);

const ORDERS = {
  "w:pPr": words(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs " +
      "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd " +
      "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment " +
      "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
  ),
  "w:rPr": words(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish " +
      "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
  ),
  "w:tblPr": words(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd " +
      "tblBorders shd tblLayout tblCellMar tblLook",
  ),
  "w:tcPr": words(
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
  ),
  "w:tbl": words("tblPr tblGrid tr"),
  "w:tr": words("tblPrEx trPr tc"),
  "w:tc": words("tcPr p"),
  "w:sectPr": words(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols " +
      "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
  ),
  "w:body": words("p tbl sectPr"),
};
/** Paragraphs and tables stand in any order. */
const MIXED = new Set(["w:body"]);

export function wordFaults(parts: Parts): readonly string[] {
  const { trees, faults } = openPackage(parts);
  const document = trees.get("word/document.xml");
  const styles = trees.get("word/styles.xml");
  if (!document || !styles) return [...faults, "no document or no styles"];
  const known = new Set(named(styles, "w:style").map((node) => node.attributes.get("w:styleId")!));
  const ids = ["wp:docPr", "w:bookmarkStart"].flatMap((name) =>
    duplicates(
      named(document, name).map((node) => node.attributes.get(name === "wp:docPr" ? "id" : "w:id")!),
    ),
  );
  const used = ["w:pStyle", "w:rStyle", "w:tblStyle"].flatMap((name) =>
    named(document, name).map((node) => node.attributes.get("w:val")!),
  );
  const body = document.children[0]!;
  return [
    ...faults,
    ...[...trees.values()].flatMap((tree) => orderFaults(tree, ORDERS).filter((one) => !isMixed(one))),
    ...ids.map((id) => `id ${id} twice`),
    ...[...new Set(used)].filter((one) => !known.has(one)).map((one) => `style ${one} is not there`),
    ...(body.children.at(-1)?.name === "w:sectPr" ? [] : ["the body does not end with its section"]),
    ...named(document, "w:tbl").flatMap(tableFaults),
  ];
}

const isMixed = (fault: string): boolean => MIXED.has(fault.split(":").slice(0, 2).join(":"));

/** Every row covers the grid, every cell ends with a paragraph, and what is merged downwards begins somewhere. */
function tableFaults(table: XmlNode): readonly string[] {
  const columns = named(table, "w:gridCol").length;
  let open = new Set<number>();
  return table.children
    .filter(({ name }) => name === "w:tr")
    .flatMap((row, at) => {
      const found: string[] = [];
      const next = new Set<number>();
      let column = 0;
      for (const cell of row.children.filter(({ name }) => name === "w:tc")) {
        if (cell.children.at(-1)?.name !== "w:p") found.push(`row ${at + 1}: a cell without a paragraph`);
        const merge = named(cell, "w:vMerge")[0];
        const restarts = merge?.attributes.get("w:val") === "restart";
        if (merge && !restarts && !open.has(column)) found.push(`row ${at + 1}: merged with nothing above`);
        if (merge) next.add(column);
        column += Number(named(cell, "w:gridSpan")[0]?.attributes.get("w:val") ?? 1);
      }
      open = next;
      return column === columns ? found : [...found, `row ${at + 1}: ${column} of ${columns} columns`];
    });
}
