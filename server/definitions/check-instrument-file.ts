import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import { refuseTooLarge } from "./check-instrument-text.ts";
import { IsolatedCheck } from "./isolated-check.ts";

const isolated = new IsolatedCheck();

/**
 * Checks the raw text of a definition that somebody sent, in a thread of its own with a limit of time and memory:
 * an instrument with its envelope, or plain SurveyJS JSON.
 *
 * @param raw  text of the file, with or without a byte order mark
 * @param name of the file; the title of plain SurveyJS JSON that has none
 * @returns the instrument and its warnings, each with JSON path, sentence, line and column
 * @throws Problem definition.invalid with every fault in the same way (text that is not JSON is one fault);
 *   server.busy when too many are waiting
 */
export async function checkInstrumentFile(raw: string, name?: string): Promise<CheckedInstrument> {
  refuseTooLarge(raw);
  return isolated.check({ raw, name });
}
