/** A definition somebody is writing: everything that is wrong with it, and the form as people would see it. */
import { digestOf } from "../core/definition/canonical.ts";
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { formContext } from "../core/round/form-context.ts";
import type { Deps } from "./deps.ts";
import { layOut } from "./find-form.ts";

export interface CheckedForm extends CheckedInstrument {
  /** The text itself; for plain SurveyJS JSON the envelope around it. */
  readonly definition: string;
  readonly preview: FrozenForm;
}

/** Stands in for the unit and the round that a form will be used in. */
const SAMPLE = {
  round: { title: "十五届县委第三轮巡察", period: "近三年", feedbackDate: "2026年9月1日" },
  unit: {
    name: "某单位党组",
    group: "县委第一巡察组",
    leaders: [
      { name: "甲某某", post: "党组书记", since: "", isPrincipal: true },
      { name: "乙某某", post: "党组成员", since: "", isPrincipal: false },
      { name: "丙某某", post: "党组成员", since: "", isPrincipal: false },
    ],
  },
} as const;

/**
 * Checks a definition through all layers, and that a round can fill it in.
 *
 * @param text an instrument, or plain SurveyJS JSON as SurveyJS Creator exports it
 * @throws Problem definition.invalid, also for text that is not JSON; server.busy
 */
export async function checkForm(
  deps: Pick<Deps, "library" | "readDefinition">,
  text: string,
): Promise<CheckedForm> {
  const checked = await deps.readDefinition(text);
  const { instrument } = checked;
  const isInstrument = digestOf(parseStrictJson(text, { duplicateKeys: "warn" })) === digestOf(instrument);
  return {
    ...checked,
    definition: isInstrument ? text : layOut(instrument),
    preview: previewForm(deps, instrument),
  };
}

/**
 * The form with every optional question, for a sample unit with three leaders.
 *
 * @throws Problem definition.invalid when it asks for a variable that no round has
 */
export function previewForm(deps: Pick<Deps, "library">, instrument: Instrument): FrozenForm {
  const { round, unit } = SAMPLE;
  const include = Object.entries(instrument.items)
    .filter(([, item]) => item.optional)
    .map(([name]) => name);
  const type = deps.library.categoryNames.unitTypes[0];
  return freezeForm(instrument, formContext(round, unit, type, { include, kinds: [] }));
}
