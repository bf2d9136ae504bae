/** Two people at a stack of paper, over HTTP. */
import { expect } from "vitest";
import type { KeyedMark, KeyedSheet } from "../../server/core/paper/keyed-sheet.ts";
import type { OfficeClient } from "./office-client.ts";

/** The team's form has 16 items of five options. */
export const sheet = (marks: Readonly<Record<number, KeyedMark>> = {}, isVoid = false): KeyedSheet => ({
  isVoid,
  marks: Array.from({ length: 16 }, (_, at) => (Object.hasOwn(marks, at) ? marks[at]! : at % 4)),
});

export const putSheet = (
  who: OfficeClient,
  stack: string,
  change: { readonly at: number; readonly sheet: KeyedSheet | null; readonly way?: string },
) => who.send("PUT", `${stack}/sheets`, { way: "put", ...change });

export async function keyStack(
  who: OfficeClient,
  stack: string,
  sheets: readonly KeyedSheet[],
): Promise<void> {
  for (const [at, one] of sheets.entries())
    expect((await putSheet(who, stack, { at, sheet: one })).status).toBe(200);
  expect(await who.status("POST", `${stack}/done`)).toBe(200);
}

/** @returns the id of a stack of the team's form out of bag C */
export async function beginByTwo(
  first: OfficeClient,
  second: OfficeClient,
  stacks: string,
  sheets: number,
): Promise<string> {
  const request = { batch: "C", instrument: "leadership-team", sheets };
  const begun = await first.send("POST", stacks, request);
  expect(begun.status).toBe(201);
  const { id } = (await begun.json()) as { id: string };
  expect(await second.status("POST", `${stacks}/${id}/join`)).toBe(200);
  return id;
}

export const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;
