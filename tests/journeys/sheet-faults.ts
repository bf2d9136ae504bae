/** What Excel would complain about in a workbook beyond its package. @source ECMA-376 part 1, 18 and annex A.2 */
import { duplicates, openPackage, orderFaults, type Parts } from "./package-faults.ts";
import { named, type XmlNode } from "./xml-tree.ts";

const words = (text: string): readonly string[] => text.split(" ");

const ORDERS = {
  worksheet: words(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios " +
      "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations " +
      "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks",
  ),
  workbook: words(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr",
  ),
  styleSheet: words("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors"),
  border: words("left right top bottom diagonal vertical horizontal"),
  xf: words("alignment protection"),
  c: words("f v is"),
};
const CELL = /^([A-Z]+)(\d+)$/;

export function sheetFaults(parts: Parts): readonly string[] {
  const { trees, faults } = openPackage(parts);
  const workbook = trees.get("xl/workbook.xml");
  const styles = trees.get("xl/styles.xml");
  if (!workbook || !styles) return [...faults, "no workbook or no styles"];
  const names = named(workbook, "sheet").map((node) => node.attributes.get("name")!);
  const formats = named(styles, "cellXfs")[0]?.children.length ?? 0;
  return [
    ...faults,
    ...[...trees.values()].flatMap((tree) => orderFaults(tree, ORDERS)),
    ...duplicates(names.map((name) => name.toLowerCase())).map((name) => `sheet ${name} twice`),
    ...names
      .filter((name) => name.length > 31 || /[[\]:*?/\\]|^'|'$/.test(name))
      .map((name) => `sheet name ${name}`),
    ...definedFaults(workbook, names),
    ...styleFaults(styles),
    ...[...trees].flatMap(([part, tree]) =>
      tree.name === "worksheet" ? cellFaults(tree, formats).map((one) => `${part}: ${one}`) : [],
    ),
  ];
}

function definedFaults(workbook: XmlNode, names: readonly string[]): readonly string[] {
  return named(workbook, "definedName")
    .map((node) => Number(node.attributes.get("localSheetId") ?? 0))
    .filter((sheet) => !(sheet < names.length))
    .map((sheet) => `a name of sheet ${sheet}`);
}

/** Every format names a font, a fill and a border that are there; counts are true. */
function styleFaults(styles: XmlNode): readonly string[] {
  const lists = ["fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "numFmts"].flatMap((name) =>
    named(styles, name),
  );
  const size = (name: string): number => named(styles, name)[0]?.children.length ?? 0;
  const wanted = { fontId: size("fonts"), fillId: size("fills"), borderId: size("borders") };
  return [
    ...lists
      .filter(
        (list) =>
          list.attributes.has("count") && Number(list.attributes.get("count")) !== list.children.length,
      )
      .map((list) => `count of ${list.name}`),
    ...named(styles, "xf").flatMap((xf) =>
      Object.entries(wanted)
        .filter(([id, count]) => !(Number(xf.attributes.get(id) ?? 0) < count))
        .map(([id]) => `${id} dangles`),
    ),
  ];
}

/** Rows and cells in order and once, styles that exist, merged ranges apart from each other and with empty cells but one. */
function cellFaults(sheet: XmlNode, formats: number): readonly string[] {
  const found: string[] = [];
  const filled = new Set<string>();
  let last = 0;
  for (const row of named(sheet, "row")) {
    const at = Number(row.attributes.get("r"));
    if (at <= last || Number(row.attributes.get("ht")) > 409)
      found.push(`row ${at} out of order or too high`);
    last = at;
    let before = 0;
    for (const cell of row.children) {
      const [, letters, line] = CELL.exec(cell.attributes.get("r")!)!;
      const column = numberOf(letters!);
      if (Number(line) !== at || column <= before) found.push(`cell ${letters}${line} out of order`);
      if (!(Number(cell.attributes.get("s") ?? 0) < formats))
        found.push(`style of ${letters}${line} dangles`);
      if (cell.children.length > 0) filled.add(`${column}/${at}`);
      before = column;
    }
  }
  const taken = new Set<string>();
  for (const merge of named(sheet, "mergeCell")) {
    const [from, to] = merge.attributes
      .get("ref")!
      .split(":")
      .map((one) => CELL.exec(one)!);
    for (let column = numberOf(from![1]!); column <= numberOf(to![1]!); column += 1) {
      for (let row = Number(from![2]); row <= Number(to![2]); row += 1) {
        const place = `${column}/${row}`;
        if (taken.has(place)) found.push(`${merge.attributes.get("ref")} lies over another`);
        const isFirst = column === numberOf(from![1]!) && row === Number(from![2]);
        if (!isFirst && filled.has(place)) found.push(`${merge.attributes.get("ref")} hides a cell`);
        taken.add(place);
      }
    }
  }
  return found;
}

const numberOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
