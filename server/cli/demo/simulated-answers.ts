/** Answers of invented people to a frozen form, for the demonstration. */
import { conditionalQuestions } from "../../core/definition/conditional-questions.ts";
import type { FrozenForm, Leaf, MultiLeaf } from "../../core/definition/frozen.ts";
import type { JsonValue, OptionValue } from "../../core/definition/instrument.ts";

export type Random = () => number;

/** A small seeded generator (mulberry32), so that the demonstration looks alike each time. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const REMARKS = [
  "希望多听听一线职工的意见。",
  "会议再少一些，材料再精简一些。",
  "培训机会可以再多一些。",
  "办事流程可以再简化。",
  "建议把重要事项公开得更及时。",
];

/**
 * One person's answer document.
 *
 * @param climate 0 (everything poor) to 1 (everything good): how this person's unit is doing
 */
export function simulatedAnswers(
  form: FrozenForm,
  climate: number,
  random: Random,
): { [question: string]: JsonValue } {
  const conditional = conditionalQuestions(form.survey);
  const mood = Math.min(1, Math.max(0, climate + (random() - 0.5) * 0.3));
  const answers: { [question: string]: JsonValue } = {};
  for (const leaf of form.leaves) {
    if (conditional.has(leaf.question)) continue;
    const value = answerOf(leaf, mood, random);
    if (value !== undefined) answers[leaf.question] = value;
  }
  return answers;
}

function answerOf(leaf: Leaf, mood: number, random: Random): JsonValue | undefined {
  switch (leaf.kind) {
    case "choice":
      return leaf.options[chosen(leaf.options, mood, random)]?.value;
    case "multi":
      return ticked(leaf, mood, random);
    case "text":
      return random() < 0.12 ? REMARKS[Math.floor(random() * REMARKS.length)] : undefined;
    default:
      return undefined;
  }
}

/** Best option first; each further step is taken with a chance that falls with the mood. */
function chosen(options: readonly { readonly dontKnow: boolean }[], mood: number, random: Random): number {
  const unknown = options.findIndex((option) => option.dontKnow);
  if (unknown >= 0 && random() < 0.05) return unknown;
  const rated = unknown < 0 ? options.length : unknown;
  let index = 0;
  while (index < rated - 1 && random() > 0.35 + 0.6 * mood) index += 1;
  return index;
}

function ticked(leaf: MultiLeaf, mood: number, random: Random): OptionValue[] {
  const valueAt = (index: number): OptionValue[] => [leaf.options[index]!.value];
  const draw = random();
  if (leaf.unknown !== null && draw < 0.06) return valueAt(leaf.unknown);
  if (leaf.none !== null && draw < 0.2 + 0.72 * mood) return valueAt(leaf.none);
  const problems = leaf.options.flatMap((option, i) =>
    i === leaf.none || i === leaf.unknown ? [] : [option.value],
  );
  const picked = problems.filter((_, i) => random() < 0.5 / (1 + i));
  return picked.length > 0 ? picked : [problems[0]!];
}
