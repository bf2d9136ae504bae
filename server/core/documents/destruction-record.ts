/** 销毁记录 of a round, to be signed and kept with its file. @source docs/archive.md */
import { digestOf } from "../definition/canonical.ts";
import { inFours } from "../ticket/crockford.ts";
import type { DestructionRecord } from "../volume/destruction.ts";
import { count, text, words } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";

export const DESTRUCTION = {
  title: "销毁记录",
  decided: (archived: string, days: number, destroyed: string, people: string) =>
    `本轮于${archived}归档，规定归档以后保管 ${days} 天。保管期满，经${people}决定，于${destroyed}在系统中按规定销毁封存文件。`,
  reason: (reason: string) => `理由：${reason}。`,
  gone: "一、销毁的封存文件",
  goneHead: ["序号", "单位", "封存校验码"],
  volumes: "二、归档包",
  volumesHead: ["序号", "位置", "归档包校验码", "处理"],
  volumeGone: "随封存文件一并销毁",
  volumeElsewhere: "写在别处，不在销毁之内",
  backups: "三、还有本轮答卷的备份，逐个销毁后在此登记",
  backupsHead: ["序号", "备份", "销毁日期", "销毁人"],
  noBackups: "三、本机备份文件夹里没有含本轮答卷的备份。",
  copies: "四、还有本轮答卷的其他电脑，逐台清除后在此登记",
  copiesHead: ["序号", "电脑", "指纹", "销毁日期", "销毁人"],
  copyOf: (name: string, group: string) => `${name}（${group}）`,
  copiesNote:
    "这些电脑做过或者收过封存包，各自还有一份答卷，本系统清除不了。请逐台停机，删除整个数据文件夹和它的备份（上面还有别的轮次的，等那些轮次也归档、带走以后），连同传递用的优盘上的文件；另一家授权单位按自己的保管期限销毁，请对方回告。",
  elsewhere: "备份到别处的，本系统不知道，请自行查对。",
  stays: "留下的：轮次、名册、录入的内容、各步决定、操作记录和本记录。本记录不含填写人的任何内容。",
  digest: (digest: string) => `销毁记录校验码（记在操作记录里）：${digest}`,
  signatures: ["批准人：", "销毁人：", "监销人：", "日期：　　　年　　月　　日"],
} as const;

/** @param days local days on which the round was archived and destroyed, 2026-12-03 */
export function destructionRecord(
  record: DestructionRecord,
  days: { readonly archivedOn: string; readonly destroyedOn: string },
): DocumentContent {
  const people = record.second === null ? record.by : `${record.by}、${record.second}`;
  const { madeOn } = documentWords;
  return {
    formatVersion: 1,
    kind: "destruction-record",
    title: DESTRUCTION.title,
    under: [],
    mark: documentWords.mark,
    orientation: "portrait",
    round: record.title,
    unit: null,
    scheme: null,
    sheetDigest: null,
    body: [
      paragraph(
        DESTRUCTION.decided(madeOn(days.archivedOn), record.keepDays, madeOn(days.destroyedOn), people),
      ),
      paragraph(DESTRUCTION.reason(record.reason.replace(/。$/u, ""))),
      { block: "table", table: filesTable(record) },
      { block: "table", table: volumesTable(record) },
      ...backupsOf(record),
      ...copiesOf(record),
      paragraph(DESTRUCTION.stays),
      line(DESTRUCTION.digest(inEights(digestOf(record)))),
    ],
    signatures: DESTRUCTION.signatures,
    basis: [],
  };
}

const said = (words: string) => [{ text: words, missing: false }];
const paragraph = (words: string): Block => ({ block: "paragraph", pieces: said(words) });
const line = (words: string): Block => ({ block: "line", pieces: said(words) });
/** So that a digest can be broken over two lines, and compared by eye. */
const inEights = (digest: string): string => (digest.match(/.{8}/g) ?? []).join(" ");

const filesTable = ({ files }: DestructionRecord): Table => ({
  ...plainTable("封存文件", DESTRUCTION.gone, DESTRUCTION.goneHead, [6, 34, 44]),
  body: files.map(({ unit, digest }, at) => [count(at + 1), text(unit), words(inEights(digest))]),
});

const volumesTable = ({ volumes }: DestructionRecord): Table => ({
  ...plainTable("归档包", DESTRUCTION.volumes, DESTRUCTION.volumesHead, [6, 30, 32, 16]),
  body: volumes.map(({ place, digest, isDestroyed }, at) => [
    count(at + 1),
    text(place),
    words(inEights(digest)),
    words(isDestroyed ? DESTRUCTION.volumeGone : DESTRUCTION.volumeElsewhere),
  ]),
});

function backupsOf({ backups }: DestructionRecord): readonly Block[] {
  if (backups.length === 0) return [line(`${DESTRUCTION.noBackups}${DESTRUCTION.elsewhere}`)];
  const table: Table = {
    ...plainTable("备份", DESTRUCTION.backups, DESTRUCTION.backupsHead, [6, 42, 18, 18]),
    body: backups.map((name, at): readonly Cell[] => [count(at + 1), text(name), words(""), words("")]),
    notes: [DESTRUCTION.elsewhere],
  };
  return [{ block: "table", table }];
}

function copiesOf({ elsewhere = [] }: DestructionRecord): readonly Block[] {
  if (elsewhere.length === 0) return [];
  const table: Table = {
    ...plainTable("其他电脑", DESTRUCTION.copies, DESTRUCTION.copiesHead, [6, 30, 24, 12, 12]),
    body: elsewhere.map(({ name, fingerprint, group }, at): readonly Cell[] => [
      count(at + 1),
      text(DESTRUCTION.copyOf(name, group)),
      words(inFours(fingerprint)),
      words(""),
      words(""),
    ]),
    notes: [DESTRUCTION.copiesNote],
  };
  return [{ block: "table", table }];
}

/** The second column is read, the others are compared. */
function plainTable(
  sheet: string,
  caption: string,
  head: readonly string[],
  widths: readonly number[],
): Omit<Table, "body"> {
  return {
    sheet,
    caption,
    columns: widths.map((width, at): Column => ({ width, align: at === 1 ? "left" : "centre" })),
    head: [head.map((title) => ({ text: title }))],
    notes: [],
  };
}
