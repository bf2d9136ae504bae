import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { castBallot } from "../../server/services/cast-ballot.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import type { ClosingFolder } from "./closing-folder.ts";

/** Opens the folder, or the database with a folder for copies of closed files, as the product does, which resumes closing, and looks at everything that was promised. */
export async function expectClosed(
  folder: string,
  prepared: ClosingFolder,
  databaseUrl: string | null = null,
): Promise<void> {
  const services = await openServices({ dataFolder: folder, databaseUrl, address: null });
  try {
    const { deps } = services;
    const { poll, other, reference } = prepared;
    await closeIfOpen(services, prepared);
    const row = await deps.office.inTransaction((office) => office.poll(poll));
    expect(row?.state).toBe("closed");
    expect((await deps.closed.check(poll)).digest).toBe(row?.closedDigest);
    await expectReference(services, prepared);
    expect(await deps.roll.holds(poll)).toBe(false);
    expect(await deps.box.countSpent(reference.keyIds)).toEqual(reference.keyIds.map(() => 0));
    expect(readdirSync(join(folder, "closed"))).toEqual([`${poll}.db`]);
    const otherRow = await deps.office.inTransaction((office) => office.poll(other));
    expect(otherRow?.state).toBe("open");
    expect((await castBallot(deps, prepared.lateOfOther)).isNew).toBe(true);
    await expect(castBallot(deps, prepared.late)).rejects.toMatchObject({ code: "poll.closed" });
  } finally {
    await services.close();
  }
  expect(traces(folder, prepared)).toEqual([]);
}

/** Killed before its first step was on disk, the poll is open as before and can be closed. */
async function closeIfOpen({ deps }: Services, { poll }: ClosingFolder): Promise<void> {
  const row = await deps.office.inTransaction((office) => office.poll(poll));
  if (row?.state !== "open") return;
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
}

/** 0 lost, 0 doubled: every acknowledged ballot once, with its answers, texts and receipt. */
async function expectReference({ deps }: Services, { poll, reference }: ClosingFolder): Promise<void> {
  const ballots: string[] = [];
  for await (const { instrument, block, answers } of deps.closed.ballots(poll)) {
    ballots.push(`${instrument} ${block} ${answers}`);
  }
  const texts: string[] = [];
  for await (const { instrument, question, text } of deps.closed.texts(poll)) {
    texts.push(`${instrument} ${question} ${text}`);
  }
  expect(ballots.toSorted()).toEqual(reference.ballots);
  expect(texts.toSorted()).toEqual(reference.texts);
  expect(await deps.closed.receipts(poll)).toEqual(reference.receipts);
  expect((await deps.closed.head(poll)).tally).toEqual(reference.tally);
}

/** Files and logs of box and roll that hold a key id of the poll: every row of both names one. */
export function traces(folder: string, { reference }: ClosingFolder): string[] {
  return readdirSync(folder).filter((name) => {
    if (!/^(box|roll)\.db/.test(name)) return false;
    const bytes = readFileSync(join(folder, name));
    return reference.keyIds.some((keyId) => bytes.includes(Buffer.from(keyId)));
  });
}
