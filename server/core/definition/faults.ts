/** Faults and warnings of one definition, collected so that a person sees all of them at once. */
import { Problem, type DefinitionFault } from "../problem.ts";

const FAULTS_MAX = 200;

export class Faults {
  readonly faults: DefinitionFault[] = [];
  readonly warnings: DefinitionFault[] = [];

  /** @param path JSON path, `$.survey.pages[0]`; @param sentence Chinese, without full stop */
  add(path: string, sentence: string): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push({ path, sentence });
  }

  warn(path: string, sentence: string): void {
    if (this.warnings.length < FAULTS_MAX) this.warnings.push({ path, sentence });
  }

  /** @throws Problem definition.invalid when anything was added */
  throwIfAny(): void {
    if (this.faults.length > 0) throw new Problem("definition.invalid", { faults: this.faults });
  }
}
