/** Positional answer → what the person chose, for tests, recounts and the command line. */
import type { Answer, Leaf } from "./frozen.ts";
import type { OptionValue } from "./instrument.ts";

/** @returns the option's value, values for a multi-select, the number or truth value itself; null for a blank */
export function optionValue(leaf: Leaf, answer: Answer): OptionValue | readonly OptionValue[] | null {
  if (leaf.kind === "choice" && typeof answer === "number") return leaf.options[answer]?.value ?? null;
  if (leaf.kind === "multi" && Array.isArray(answer))
    return (answer as readonly number[]).flatMap((index) => leaf.options[index]?.value ?? []);
  return typeof answer === "number" || typeof answer === "boolean" ? answer : null;
}
