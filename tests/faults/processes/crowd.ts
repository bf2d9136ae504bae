/** People who fill in and hand in until they are answered, as phones do: the same request again after every failure. */
import { setTimeout as sleep } from "node:timers/promises";
import { ballotOf, post, redeemed, type Reply } from "../../journeys/phone-client.ts";

/** At the same time, as in a room. */
const TOGETHER = 6;
const AGAIN_MS = 100;

export interface Crowd {
  /** Receipts of every ballot that was acknowledged. */
  readonly receipts: readonly string[];
  /** Resolves in the moment in which so many were acknowledged, with everybody else at work. */
  reaches(ballots: number): Promise<void>;
  /** Resolves when everybody is through; rejects when somebody was refused. */
  readonly done: Promise<void>;
}

export function crowd(address: string, urls: readonly string[]): Crowd {
  const receipts: string[] = [];
  const awaited: { readonly ballots: number; readonly reached: () => void }[] = [];
  const untilAnswered = async <T>(act: () => Promise<T>, isAnswer: (outcome: T) => boolean): Promise<T> => {
    for (;;) {
      const outcome = await act().catch(() => null);
      if (outcome !== null && isAnswer(outcome)) return outcome;
      await sleep(AGAIN_MS);
    }
  };
  const person = async (url: string): Promise<void> => {
    const entered = await untilAnswered(
      () => redeemed(address, url),
      () => true,
    );
    for (let i = 0; i < entered.credentials.length; i += 1) {
      const ballot = ballotOf(entered, i);
      const reply = await untilAnswered<Reply>(
        () => post(address, "/api/ballots", ballot),
        ({ status }) => status < 500,
      );
      if (reply.status > 201) throw new Error(`refused: ${reply.status} ${reply.code}`);
      receipts.push(reply.body.receipt as string);
      for (const { ballots, reached } of awaited) if (receipts.length >= ballots) reached();
    }
  };
  const waiting = [...urls];
  const one = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) await person(url);
  };
  const done = Promise.all(Array.from({ length: TOGETHER }, one)).then(() => undefined);
  // Whoever starts a crowd awaits it later.
  done.catch(() => undefined);
  const reaches = (ballots: number): Promise<void> =>
    Promise.race([done, new Promise<void>((reached) => awaited.push({ ballots, reached }))]);
  return { receipts, reaches, done };
}
