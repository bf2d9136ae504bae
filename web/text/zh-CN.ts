/** Every sentence a person reads, by area. Import the area's file, or this one: unused areas are left out of a bundle. */
export { words, joinNames, wholeMinutes } from "./words.ts";
export { landing, statement } from "./landing.ts";
export { form } from "./form.ts";
export { done, receipt } from "./receipt.ts";
export { refusals } from "./refusals.ts";
export { withheld } from "./withheld.ts";
export { kept } from "./kept.ts";
export { office } from "./office.ts";
export { explainProblem, problemLine } from "./problems.ts";
export { answerFaults, answerFaultLine } from "./problems-phone.ts";
export { importFaultLine, definitionFaultLine } from "./problems-office.ts";
export type { Notice, Place } from "./notice.ts";
