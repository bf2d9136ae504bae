/** Questions taken away or added beside another; what the items and the scoring say about them follows. */
import type { Instrument } from "../instrument.ts";
import { withoutQuestions } from "../without-questions.ts";
import { insertAfter } from "./edit-elements.ts";
import { type OutlineQuestion, questionsOf } from "./outline.ts";

export function removeQuestion(instrument: Instrument, name: string): Instrument {
  const items = Object.fromEntries(
    Object.entries(instrument.items).filter(([key]) => key !== name && !key.startsWith(`${name}/`)),
  );
  const { scoring } = instrument;
  return {
    ...instrument,
    items,
    scoring:
      scoring.rule === "questionnaire"
        ? { ...scoring, problemItems: scoring.problemItems.filter((one) => one !== name) }
        : scoring,
    survey: withoutQuestions(instrument.survey, [name]),
  };
}

/** The same question once more, directly below, under a name of its own; rows that count on their own count there too. */
export function copyQuestion(instrument: Instrument, question: OutlineQuestion): Instrument {
  const { name, path, json } = question;
  const copy = freeName(instrument, name);
  const items = Object.entries(instrument.items).flatMap(([key, item]) => {
    const isOwn = key === name || key.startsWith(`${name}/`);
    return isOwn
      ? [[key, item] as const, [copy + key.slice(name.length), item] as const]
      : [[key, item] as const];
  });
  const survey = insertAfter(instrument.survey, path, { ...json, name: copy });
  return { ...instrument, items: Object.fromEntries(items), survey };
}

function freeName(instrument: Instrument, name: string): string {
  const taken = new Set(questionsOf(instrument.survey).map((one) => one.name.toLowerCase()));
  const stem = name.replace(/-\d+$/, "");
  for (let number = 2; ; number += 1) {
    const free = `${stem}-${number}`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}
