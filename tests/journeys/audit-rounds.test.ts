/** P17: acts on rounds, rehearsals and exports are on record. @source anonymity.md §4 */
import { roundActs } from "./audit-acts.ts";
import { AuditDesk, describeActs } from "./audit-desk.ts";

const desk = AuditDesk.take();

describeActs(desk, roundActs(desk));
