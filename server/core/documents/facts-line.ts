import { HUNDRED, mul, printRatio } from "../ratio.ts";
import type { ReleasedForm } from "../release/released.ts";
import type { Issued } from "../results/form-sheets.ts";
import type { Block } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { sheetsOf, type UnitFacts } from "./unit-facts.ts";

/** What stands where there is no number of sheets handed out: a blank to be filled in, or nothing ever. */
export const NOT_ISSUED = {
  "not-typed": documentWords.blank,
  "no-bag": documentWords.none,
} as const satisfies Record<Exclude<Issued, number>, string>;

/** 单位, 测评时间, 应参加, 发出, 收回, 有效, 无效, 参评率 of one form, above its table. @source domain.md §5.1 */
export function factsLine(facts: UnitFacts, form: ReleasedForm): Block {
  const { unit, poll } = facts;
  const { eligible, issued, participation } = sheetsOf(facts, form);
  const isTable = form.level === "tables";
  const known = (label: string, value: number | string): string => `${label}：${value}`;
  const parts = [
    known("单位", unit.name),
    known("测评时间", poll.openedOn === poll.closedOn ? poll.closedOn : `${poll.openedOn}至${poll.closedOn}`),
    known("应参加", eligible ?? documentWords.none),
    known("发出", typeof issued === "number" ? issued : NOT_ISSUED[issued]),
    known("收回", form.ballots),
    known("有效", isTable ? form.valid : documentWords.none),
    known("无效", isTable ? form.invalid : documentWords.none),
    known(
      "参评率",
      participation === null ? documentWords.none : `${printRatio(mul(participation, HUNDRED), 1)}%`,
    ),
  ];
  return { block: "line", pieces: parts.flatMap(pieceOf) };
}

/** 发出 that nobody typed is a blank to be filled in, and marked. */
function pieceOf(part: string, at: number): readonly { readonly text: string; readonly missing: boolean }[] {
  const space = at === 0 ? "" : "　";
  if (!part.endsWith(documentWords.blank)) return [{ text: `${space}${part}`, missing: false }];
  return [
    { text: `${space}${part.slice(0, -documentWords.blank.length)}`, missing: false },
    { text: documentWords.blank, missing: true },
  ];
}
