/** A definition somebody is writing: everything that is wrong with it, and the form as people would see it. */
import { digestOf } from "../core/definition/canonical.ts";
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { sampleContext } from "../core/round/sample-context.ts";
import type { Deps } from "./deps.ts";
import { layOut } from "./find-form.ts";

export interface CheckedForm extends CheckedInstrument {
  /** The text itself; for plain SurveyJS JSON the envelope around it. */
  readonly definition: string;
  readonly preview: FrozenForm;
}

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
  const include = Object.entries(instrument.items)
    .filter(([, item]) => item.optional)
    .map(([name]) => name);
  const type = deps.library.categoryNames.unitTypes[0];
  return freezeForm(instrument, sampleContext({ include, type }));
}
