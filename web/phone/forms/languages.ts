/** Languages of a form: SurveyJS's localised texts, objects of a text per language. */
import { getLocaleStrings, surveyLocalization, type Question, type SurveyModel } from "survey-core";

const CHINESE = "zh-cn";
/** Chinese by any of the names a definition may use. */
const CHINESE_NAMES: ReadonlySet<string> = new Set(["default", "zh", CHINESE]);

/** In this tab; the next form is shown in it as well. */
let chosen = CHINESE;

/** A copy in which what a text does not say in a language it says in Chinese, which is SurveyJS's default then. */
export function withChineseDefault(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withChineseDefault);
  if (typeof node !== "object" || node === null) return node;
  const texts: [string, unknown][] = Object.entries(node).map(([name, inner]) => [
    name,
    withChineseDefault(inner),
  ]);
  const chinese = texts.find(([name]) => name === CHINESE || name === "zh");
  if (chinese && typeof chinese[1] === "string" && !("default" in node)) texts.push(["default", chinese[1]]);
  return Object.fromEntries(texts);
}

/**
 * @param survey SurveyJS JSON of a frozen form
 * @returns `zh-cn`, then the codes of the others in the order in which they come
 */
export function languagesOf(survey: unknown): readonly string[] {
  const found = new Set<string>([CHINESE]);
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const texts = Object.entries(node);
    const isLocalised = texts.some(([name]) => CHINESE_NAMES.has(name));
    if (isLocalised && texts.every(([, text]) => typeof text === "string"))
      for (const [name] of texts) found.add(CHINESE_NAMES.has(name) ? CHINESE : name);
    else for (const [, inner] of texts) visit(inner);
  };
  visit(survey);
  return [...found];
}

/** Shows the form in the language chosen before, as far as it speaks it; what it does not say there stays Chinese. */
export function speakChosen(model: SurveyModel, survey: unknown): void {
  const known = languagesOf(survey);
  // SurveyJS's own sentences are ours in every language.
  for (const code of known) surveyLocalization.locales[code] = getLocaleStrings(CHINESE);
  model.locale = known.includes(chosen) ? chosen : CHINESE;
}

/** What a question is asked in, for who has it read aloud; undefined where that is Chinese, as the page is. */
export function languageOf(question: Question): string | undefined {
  const locale = (question.survey as SurveyModel | null)?.locale ?? CHINESE;
  return locale !== CHINESE && question.locTitle.getLocaleText(locale) !== "" ? locale : undefined;
}

export function speak(model: SurveyModel, code: string): void {
  chosen = code;
  model.locale = code;
}
