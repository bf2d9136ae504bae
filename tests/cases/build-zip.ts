import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the folder says instead of the true size, for archives that lie. */
  readonly declaredBytes?: number;
}

/** A zip archive of deflated parts, for tests that need workbooks nobody would make by hand. */
export function buildZip(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(part.name);
    const sizes = [crc32(content), packed.length, part.declaredBytes ?? content.length];
    const local = Buffer.concat([
      header(0x04034b50, [20, 0, 8, 0, 0], sizes, [name.length, 0]),
      name,
      packed,
    ]);
    // Extra, comment, disk, attributes: nothing; then the place of the local header.
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(offset, 12);
    central.push(Buffer.concat([header(0x02014b50, [20, 20, 0, 8, 0, 0], sizes, [name.length]), tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const folder = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(folder.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, folder, end]);
}

function header(signature: number, head: number[], sizes: number[], tail: number[]): Buffer {
  const bytes = Buffer.alloc(4 + head.length * 2 + sizes.length * 4 + tail.length * 2);
  let at = bytes.writeUInt32LE(signature, 0);
  for (const value of head) at = bytes.writeUInt16LE(value, at);
  for (const value of sizes) at = bytes.writeUInt32LE(value >>> 0, at);
  for (const value of tail) at = bytes.writeUInt16LE(value, at);
  return bytes;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a small workbook whose one sheet has this content; `extra` parts replace those of the same name. */
export function workbookParts(sheetData: string, extra: readonly ZipPart[] = []): readonly ZipPart[] {
  const parts: ZipPart[] = [
    {
      name: "[Content_Types].xml",
      content:
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="单位" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: "xl/worksheets/sheet1.xml",
      content: `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
    },
  ];
  const replaced = new Set(extra.map((part) => part.name));
  return [...parts.filter((part) => !replaced.has(part.name)), ...extra];
}

export const textCell = (ref: string, text: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
