import { utf8ToBytes } from "@noble/hashes/utils.js";
import { digestOf } from "../definition/canonical.ts";
import type { PrintedDocument } from "./document.ts";

/** Characters that no file system takes, and those that change how a name is read. */
const UNNAMEABLE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu;
/** Windows drops these at the end of a name. */
const DROPPED_AT_END = /[. ]+$/u;

/**
 * Of a name without its day and ending. File systems take 255 bytes, of which the day, the ending and what a program
 * adds while it writes or downloads need some 60.
 */
const STEM_BYTES_MAX = 190;
/** Twenty Chinese characters: what a part keeps when its name is too long. */
const PART_BYTES_MIN = 60;
const SUM_DIGITS = 8;

/** A part of a file name, without what file systems refuse. */
export const nameable = (text: string): string =>
  text.replace(UNNAMEABLE, "").replace(DROPPED_AT_END, "") || "_";

/** Folder of a unit: its name, cut as file names are. */
export const unitFolderName = (unit: string): string => cut(nameable(unit), STEM_BYTES_MAX);

/** Titles of files that are no documents: drawn pages, sheets of tickets, archives. */
export const fileTitles = {
  all: "全部材料",
  meetingPack: "会前材料",
  poster: (size: string) => `会场海报_${size}`,
  linkPoster: (size: string) => `公开海报_${size}`,
  paperForms: (batch: string) => `纸质表_${batch}`,
  tickets: (batch: string, isRehearsal: boolean) => `${isRehearsal ? "演练票" : "领码纸"}_${batch}`,
  exchanged: (batch: string) => `换发_${batch}`,
  rollSheet: "登记表",
  unitCopy: "可以交给被巡察单位的部分",
  rosterTemplate: "名册模板",
  registerTemplate: "全覆盖台账模板",
  assessments: "评估录入表",
  record: "操作记录",
} as const;

export interface FileNameParts extends Pick<PrintedDocument, "round" | "unit" | "title"> {
  /** Local day, 2026-11-20. */
  readonly madeOn: string;
}

/**
 * Name of a file: 县委第三轮_县水利局党组_领导班子民主测评汇总表_2026-11-20.xlsx. When it would be too long for a file system, the
 * unit is cut first, then the round, then the title; a part that was cut ends with ~ and 8 digits of its digest, so
 * that parts with one beginning stay apart.
 *
 * @param round "" = of no round
 * @source docs/documents.md §4
 */
export const fileName = (parts: FileNameParts, ending: string): string =>
  `${fileStem(parts)}_${parts.madeOn}.${ending}`;

/** The same without day and ending: at most 190 bytes. */
export function fileStem({ round, unit, title }: Omit<FileNameParts, "madeOn">): string {
  const parts = {
    ...(round !== "" && { round: nameable(round) }),
    ...(unit !== null && { unit: nameable(unit) }),
    title: nameable(title),
  };
  const joined = (): string => Object.values(parts).join("_");
  for (const part of ["unit", "round", "title"] as const) {
    const text = parts[part];
    const tooMany = bytesIn(joined()) - STEM_BYTES_MAX;
    if (text === undefined || tooMany <= 0) continue;
    parts[part] = cut(text, Math.max(PART_BYTES_MIN, bytesIn(text) - tooMany));
  }
  return joined();
}

/** At most so many bytes of UTF-8; no character is parted. */
function cut(text: string, bytesMax: number): string {
  if (bytesIn(text) <= bytesMax) return text;
  const mark = `~${digestOf(text).slice(0, SUM_DIGITS)}`;
  let kept = "";
  for (const character of text) {
    if (bytesIn(kept + character) > bytesMax - mark.length) break;
    kept += character;
  }
  return kept + mark;
}

const bytesIn = (text: string): number => utf8ToBytes(text).length;
