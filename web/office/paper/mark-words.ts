import type { KeyedMark } from "../../../server/core/paper/keyed-sheet.ts";
import { deskText as text } from "../../text/paper-keying.ts";
import type { StackMark } from "./draft-sheet.ts";

/** The item as it stands on the paper, with the leader it is about. */
export function itemWords({ number, title, leader }: StackMark): string {
  return text.item(number, leader ? text.leader(leader.name, title) : title);
}

/** What was keyed, in the words of the form. */
export function keyedWords({ options }: StackMark, keyed: KeyedMark): string {
  if (keyed === null) return text.blank;
  if (keyed === "void") return text.void;
  if (typeof keyed === "boolean") return options[keyed ? 0 : 1] ?? "";
  if (typeof keyed === "number") return options[keyed] ?? String(keyed);
  return keyed.map((at) => (typeof at === "number" ? options[at] : "")).join("、") || text.blank;
}
