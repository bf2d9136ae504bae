/** Names of questions and columns: keys of answers, words of expressions, ids of leaves, columns of tables. */
import type { Walk } from "./check-element.ts";
import type { JsonValue } from "./instrument.ts";

const NAME_LENGTH_MAX = 100;

/** Every name an object has by birth: using one as a key reads something that nobody answered. */
const BORN = new Set(
  [...Object.getOwnPropertyNames(Object.prototype), "prototype"].map((name) => name.toLowerCase()),
);

export const isReservedKey = (name: string): boolean => BORN.has(name.toLowerCase());

export function checkName(name: JsonValue | undefined, path: string, walk: Walk): void {
  const { faults, questions } = walk;
  if (typeof name !== "string" || name.trim() === "") return faults.add(path, "题目没有名称（name）");
  const shown = name.slice(0, 40);
  if (name.length > NAME_LENGTH_MAX) faults.add(path, `名称超过 ${NAME_LENGTH_MAX} 个字符`);
  if (isReservedKey(name)) faults.add(path, `名称“${shown}”是保留字`);
  if (/[.{}[\]/#\p{Cc}]/u.test(name) || name !== name.trim())
    faults.add(path, `名称“${shown}”含有不能用的字符（点、括号、斜杠、井号、首尾空格）`);
  if (/__\d+$/.test(name)) faults.add(path, `名称“${shown}”以“__数字”结尾，这是按班子成员展开时用的`);
  if (/-comment$/i.test(name)) faults.add(path, `名称“${shown}”以“-Comment”结尾，这是说明栏用的`);
  const first = questions.get(name.toLowerCase());
  if (first !== undefined) faults.add(path, `名称“${shown}”与 ${first} 重复（不分大小写）`);
  else questions.set(name.toLowerCase(), path);
}
