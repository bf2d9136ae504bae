/** The poll document as the phone reads it. @source docs/http.md */
import type { PollState } from "../../server/core/round/round.ts";
import type { PollDocument as Presented } from "../../server/http/phone/present-poll.ts";

export interface PollDocument extends Omit<Presented, "state"> {
  readonly state: PollState;
}
export type PollForm = PollDocument["forms"][number];

/** Minutes that a form takes; forms about leaders state them per leader. */
export const minutesOf = (form: PollForm): number => form.minutes * Math.max(1, form.leaders);
