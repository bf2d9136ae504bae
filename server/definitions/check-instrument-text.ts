/** A definition as somebody sent it: one call that says everything that is wrong with it, and where in the text. */
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { DEFINITION_BYTES_MAX, REPEATED_KEYS } from "../core/definition/check-survey.ts";
import { locateJson, NotJson, type LocatedJson } from "../core/definition/locate-json.ts";
import { isProblem, Problem, type DefinitionFault } from "../core/problem.ts";
import { readInstrument } from "./read-instrument.ts";

/**
 * Checks the raw text of a definition in this very thread; people's files go through `checkInstrumentFile`.
 *
 * @throws Problem definition.invalid, and nothing else, with every fault; text that is not JSON is one fault
 */
export async function checkInstrumentText(raw: string, name?: string): Promise<CheckedInstrument> {
  refuseTooLarge(raw);
  const json = locate(raw);
  const repeated = json.repeatedKeys.map(({ path, key }) => ({
    path,
    sentence: `键“${key}”在同一个对象里写了两次，以最后一个为准`,
  }));
  try {
    const { instrument, warnings } = await readInstrument(raw, name);
    const own = warnings.filter(({ sentence }) => sentence !== REPEATED_KEYS);
    return { instrument, warnings: placed([...repeated, ...own], json) };
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    return refuse(placed(error.facts.faults, json));
  }
}

/** @throws Problem definition.invalid */
export function refuseTooLarge(raw: string): void {
  if (new TextEncoder().encode(raw).length > DEFINITION_BYTES_MAX)
    refuse([{ path: "$", sentence: `定义超过 ${DEFINITION_BYTES_MAX / 1024} KB`, line: 1, column: 1 }]);
}

function locate(raw: string): LocatedJson {
  try {
    return locateJson(raw);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return refuse([{ path: error.path, sentence: error.message, ...error.place }]);
  }
}

const placed = (faults: readonly DefinitionFault[], json: LocatedJson): DefinitionFault[] =>
  faults.map((fault) => ({ ...fault, ...json.placeOf(fault.path) }));

function refuse(faults: readonly DefinitionFault[]): never {
  throw new Problem("definition.invalid", { faults });
}
