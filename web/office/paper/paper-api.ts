/** Calls for stacks of paper. */
import type { KeyedSheet } from "../../../server/core/paper/keyed-sheet.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import type { StackAnswer, StacksAnswer } from "../../../server/http/office/answers-records.ts";
import { act, at, read, send } from "../api.ts";

export interface SheetChange {
  /** Place in the stack, from 0. */
  readonly at: number;
  readonly way: "put" | "insert" | "remove";
  readonly sheet: KeyedSheet | null;
}

const stacks = (poll: string): string => `/polls/${at(poll)}/stacks`;
const of = (poll: string, stack: string): string => `${stacks(poll)}/${at(stack)}`;

export const paperApi = {
  stacks: (poll: string) => read<StacksAnswer>(stacks(poll), { byTimer: true }),
  stack: (poll: string, stack: string) => read<StackAnswer>(of(poll, stack), { byTimer: true }),
  begin: (poll: string, batch: string, instrument: string, sheets: number) =>
    act<StackAnswer>("POST", stacks(poll), { batch, instrument, sheets }),
  join: (poll: string, stack: string) => act<StackAnswer>("POST", `${of(poll, stack)}/join`),
  key: (poll: string, stack: string, change: SheetChange) =>
    act<{ readonly keyed: number }>("PUT", `${of(poll, stack)}/sheets`, change),
  finish: (poll: string, stack: string) => act<StackAnswer>("POST", `${of(poll, stack)}/done`),
  merge: (poll: string, stack: string, people: TwoPeople) =>
    act<{ readonly sheets: number; readonly voided: number; readonly empty: number }>(
      "POST",
      `${of(poll, stack)}/merge`,
      people,
    ),
  count: (poll: string, stack: string, correction: { readonly sheets: number; readonly reason: string }) =>
    act<StackAnswer>("PUT", `${of(poll, stack)}/count`, correction),
  leave: async (poll: string, stack: string, reason: string) =>
    void (await send("POST", `${of(poll, stack)}/leave`, { reason })),
  giveUp: async (poll: string, stack: string, request: { readonly reason: string } & Partial<TwoPeople>) =>
    void (await send("DELETE", of(poll, stack), request)),
};

export const stacksKey = (poll: string) => ["stacks", poll] as const;
export const stackKey = (poll: string, stack: string) => ["stack", poll, stack] as const;
export const blankFormsAddress = (poll: string, batch: string): string =>
  `/api/office/polls/${at(poll)}/batches/${at(batch)}/forms.pdf`;
