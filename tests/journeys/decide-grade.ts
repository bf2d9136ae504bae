/** The steps of one unit's grade, over HTTP, up to the approved one. */
import { expect } from "vitest";
import type { OfficeClient } from "./office-client.ts";
import type { TestServer } from "./start-server.ts";

interface Deciders {
  /** Judges and proposes. */
  readonly group: OfficeClient;
  /** Reviews. */
  readonly office: OfficeClient;
  /** Types in what was approved. */
  readonly second: OfficeClient;
}

export async function decideGrade(
  server: TestServer,
  unit: string,
  { group, office, second }: Deciders,
): Promise<void> {
  const { score } = await office.get(`/polls/${server.polls.get(unit)}/results`);
  const steps: readonly (readonly [OfficeClient, object])[] = [
    [group, { step: "judged" }],
    [group, { step: "proposed", grade: score.computed, reason: "" }],
    [office, { step: "reviewed", opinion: "同意" }],
    [second, { step: "approved", grade: score.computed, meeting: "2026-11-28", reason: "" }],
  ];
  for (const [who, body] of steps)
    expect(await who.status("POST", `/rounds/${server.round}/units/${unit}/review`, body)).toBe(200);
}
