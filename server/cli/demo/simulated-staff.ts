/** Invented people who scan, answer and submit over HTTP, the very way the phone page goes. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { cast, enter, loadForm, newRetry, redeem } from "../../core/ticket/respondent.ts";
import type { PhonePort } from "../../core/ticket/phone-port.ts";
import { parseTicket } from "../../core/ticket/ticket-url.ts";
import type { FrozenForm } from "../../core/definition/frozen.ts";
import { type Random, seeded, simulatedAnswers } from "./simulated-answers.ts";

export interface SimulatedPerson {
  /** What the QR of the slip says. */
  readonly url: string;
  readonly climate: number;
}

const TRIES_MAX = 20;
/** A kept connection may be closed at the very moment it is used again; people scan once more then. */
const CONNECTIONS_MAX = 3;

/** Talks to the server at `address`; sealed like a phone on plain http. Told to come back, it does, with the same bytes. */
export function httpPort(address: string): PhonePort {
  return {
    async fetch(path, request) {
      for (let tries = 1; ; tries += 1) {
        const answer = await fetch(`${address}${path}`, request).catch((broken: unknown) => {
          if (tries < CONNECTIONS_MAX) return null;
          throw broken;
        });
        if (answer === null) continue;
        if (answer.status !== 503 || tries === TRIES_MAX) return answer;
        await answer.arrayBuffer();
        await sleep(Number(answer.headers.get("retry-after") ?? 1) * 1000);
      }
    },
    seals: address.startsWith("http:"),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}

/**
 * Lets people answer, a few at a time.
 *
 * @returns number of ballots that were acknowledged
 */
export async function answerAll(
  port: PhonePort,
  people: readonly SimulatedPerson[],
  random: Random,
  progress: (done: number) => void,
): Promise<number> {
  const forms = new Map<string, Promise<FrozenForm>>();
  let next = 0;
  let done = 0;
  let ballots = 0;
  const calm = patient(port);
  // Drawn in order before anybody walks: who answers first must not decide what the others say.
  const seeds = people.map(() => Math.floor(random() * 2 ** 32));
  const walk = async () => {
    while (next < people.length) {
      const person = people[next]!;
      const own = seeded(seeds[next]!);
      next += 1;
      const cast = await answerOne(calm, person, forms, own);
      ballots += cast;
      done += 1;
      progress(done);
    }
  };
  await Promise.all(Array.from({ length: 12 }, walk));
  return ballots;
}

/** Told to come back, people come back: the very same request after the seconds that the server asks for. */
const patient = (port: PhonePort): PhonePort => ({
  ...port,
  async fetch(path, request) {
    for (;;) {
      const response = await port.fetch(path, request);
      if (response.status !== 503) return response;
      const text = await response.text();
      const { code, facts } = JSON.parse(text) as { code?: string; facts?: { seconds?: number } };
      if (code !== "server.busy") return { status: response.status, text: async () => text };
      await new Promise((resolve) => setTimeout(resolve, (facts?.seconds ?? 1) * 1000));
    }
  },
});

async function answerOne(
  port: PhonePort,
  person: SimulatedPerson,
  forms: Map<string, Promise<FrozenForm>>,
  random: Random,
): Promise<number> {
  const entry = await enter(port, parseTicket(person.url));
  const credentials = await redeem(port, entry);
  for (const [i, { digest }] of entry.forms.entries()) {
    let form = forms.get(digest);
    if (!form) {
      form = loadForm(port, digest);
      forms.set(digest, form);
    }
    const answers = simulatedAnswers(await form, person.climate, random);
    await cast(port, credentials[i]!, { digest, answers, retry: newRetry(port) });
  }
  return entry.forms.length;
}
