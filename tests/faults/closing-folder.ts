/** A data folder with two open polls, one of them full of ballots, and what has to come out of closing that one. */
import { composeApp, openServices } from "../../server/compose.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import { finalBlocks } from "../../server/core/release/final-block.ts";
import { foldBallots } from "../../server/core/tally/fold.ts";
import type { PollTally } from "../../server/core/tally/tally.ts";
import { fromBase64Url } from "../../server/core/ticket/bytes.ts";
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";
import { cast, enter, loadForm, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import type { CastRequest } from "../../server/services/cast-ballot.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { testUnit } from "../journeys/start-server.ts";

const ADDRESS = "https://ceping.test";

/** What was acknowledged, counted before anything is closed. */
export interface Reference {
  readonly tally: PollTally;
  /** `instrument block answers`, sorted; the block is the final one. */
  readonly ballots: readonly string[];
  /** `instrument question text`, sorted. */
  readonly texts: readonly string[];
  /** Sorted. */
  readonly receipts: readonly string[];
  readonly keyIds: readonly Uint8Array[];
}

export interface ClosingFolder {
  readonly poll: string;
  readonly other: string;
  readonly reference: Reference;
  /** Ballots of people who have redeemed and not cast yet. */
  readonly late: CastRequest;
  readonly lateOfOther: CastRequest;
  /** All forms of the one person of the other poll; `lateOfOther` is the first. */
  readonly ballotsOfOther: readonly CastRequest[];
}

interface Acknowledged {
  readonly request: CastRequest;
  readonly receipt: string;
}

/** Fills an empty folder: 23 people and 64 ballots in the poll to close, one person in the other. */
export async function prepareClosingFolder(dataFolder: string): Promise<ClosingFolder> {
  const services = await openServices({ dataFolder, address: ADDRESS });
  const { deps } = services;
  const app = await composeApp(services, new Map());
  const port: PhonePort = {
    fetch: async (path, request) => app.request(path, request),
    seals: false,
    random: deps.random,
  };
  const [poll, other] = await openTwoPolls(deps);
  const random = seeded(7);
  const acknowledged: Acknowledged[] = [];
  for (const [batch, people] of [
    ["A", 5],
    ["B", 10],
    ["C", 8],
  ] as const) {
    const { urls } = await mintTickets(deps, KEEPER, poll, batch, { count: people, voidUnused: false });
    for (const url of urls) {
      for (const request of await prepareBallots(port, url, random)) {
        acknowledged.push({ request, receipt: await castOverHttp(port, request) });
      }
    }
  }
  const [late] = await lateBallots(deps, port, poll, "C");
  const ballotsOfOther = await lateBallots(deps, port, other, "C");
  const reference = await referenceOf(deps, poll, acknowledged);
  await services.close();
  return { poll, other, reference, late: late!, lateOfOther: ballotsOfOther[0]!, ballotsOfOther };
}

async function openTwoPolls(deps: Deps): Promise<[string, string]> {
  const round = await createRound(deps, KEEPER, {
    title: "第三轮",
    authority: "县委",
    setUp: "onsite",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [
      { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
      { instrument: "leadership-members", categories: ["B", "C"], include: [] },
      { instrument: "staff-questionnaire", categories: ["A", "B", "C"], include: [] },
    ],
  });
  const units = [
    testUnit("water", "县水利局党组", [5, 10, 14]),
    testUnit("grain", "县粮食局党组", [5, 10, 12]),
  ];
  await saveUnits(deps, KEEPER, round.id, units);
  await sealRound(deps, KEEPER, round.id);
  const rows = await deps.office.inTransaction((office) => office.polls(round.id));
  for (const { id } of rows) await openPoll(deps, KEEPER, id);
  const idOf = (unit: string): string => rows.find((row) => row.unit === unit)!.id;
  return [idOf("water"), idOf("grain")];
}

/** Redeems a ticket and fills in its forms. */
async function prepareBallots(port: PhonePort, url: string, random: () => number): Promise<CastRequest[]> {
  const entry = await enter(port, parseTicket(url));
  const credentials = await redeem(port, entry);
  const requests: CastRequest[] = [];
  for (const [i, { digest }] of entry.forms.entries()) {
    const { poll, block, instrument, message, signature } = credentials[i]!;
    requests.push({
      poll,
      block,
      instrument,
      digest,
      message: fromBase64Url(message),
      signature: fromBase64Url(signature),
      retry: port.random(16),
      answers: simulatedAnswers(await loadForm(port, digest), 0.8, random),
    });
  }
  return requests;
}

async function castOverHttp(port: PhonePort, request: CastRequest): Promise<string> {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
  const { poll, block, instrument, digest, answers } = request;
  const [message, signature, retry] = [request.message, request.signature, request.retry].map(text);
  const credential = { poll, instrument, block, keyId: "", message: message!, signature: signature! };
  return cast(port, { ...credential, transport: "" }, { digest, answers, retry: retry! });
}

async function lateBallots(
  deps: Deps,
  port: PhonePort,
  poll: string,
  batch: string,
): Promise<readonly CastRequest[]> {
  const { urls } = await mintTickets(deps, KEEPER, poll, batch, { count: 1, voidUnused: false });
  return prepareBallots(port, urls[0]!, seeded(8));
}

/** Folds what was acknowledged, block by block, from the very answers that were sent. */
async function referenceOf(
  deps: Deps,
  poll: string,
  acknowledged: readonly Acknowledged[],
): Promise<Reference> {
  const live = await deps.live.get(poll);
  const ballots: string[] = [];
  const texts: string[] = [];
  const forms = live.plan.forms.map((planned) => {
    const { form } = live.forms.get(planned.instrument)!;
    const check = compileChecker(form);
    const own = acknowledged
      .filter(({ request }) => request.instrument === planned.instrument)
      .map(({ request }) => ({ block: request.block, checked: check(request.answers) }));
    const fold = foldBallots(form, planned.digest);
    const counts = new Map<string, number>();
    for (const { block, checked } of own) {
      fold.add(block, checked.answers, "ticket");
      counts.set(block, (counts.get(block) ?? 0) + 1);
    }
    const final = finalBlocks(planned, counts, live.round.round.thresholds);
    for (const { block, checked } of own) {
      ballots.push(`${planned.instrument} ${final.of.get(block)} ${canonicalJson(checked.answers)}`);
      for (const { leaf, text } of checked.texts) texts.push(`${planned.instrument} ${leaf} ${text}`);
    }
    return fold.finish(final.of);
  });
  return {
    tally: { formatVersion: 2, poll, forms },
    ballots: ballots.toSorted(),
    texts: texts.toSorted(),
    receipts: acknowledged.map(({ receipt }) => receipt).toSorted(),
    keyIds: [...live.keysById.values()].map(({ keyId }) => keyId),
  };
}
