/** P17: acts on polls, their tickets and paper are on record. @source anonymity.md §4 */
import { pollActs } from "./audit-acts.ts";
import { AuditDesk, describeActs } from "./audit-desk.ts";

const desk = AuditDesk.take();

describeActs(desk, pollActs(desk));
