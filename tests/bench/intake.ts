/** B1: durable ballots accepted per second, beside a Hono route that does nothing, at 100 connections. */
import type { ChildProcess } from "node:child_process";
import { constants, createPrivateKey, randomBytes, sign, type KeyObject } from "node:crypto";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import { paddedJson } from "../../server/core/ticket/padding.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, childInFolder } from "./child.ts";
import type { BenchPoll, Ready } from "./intake-server.ts";
import { postBytes, sendAll } from "./load.ts";
import type { Effort, Row } from "./row.ts";

const CONNECTIONS = 100;
const NOOPS = 8_000;
const CASTS = 1_500;

export const intake: Row = {
  id: "B1",
  what: "durable casts ÷ Hono no-op POST of the same 16 KiB, signature verified",
  goal: { atLeast: 0.15 },
  unit: "per second",
  run: (effort) => run(effort, true),
};

export const intakeWithoutSignature: Row = {
  id: "B1 unverified",
  notQuick: "B1 without one of its steps",
  what: "the same without verifying the signature",
  goal: { atLeast: 0.25 },
  unit: "per second",
  run: (effort) => run(effort, false),
};

async function run({ pairs, scale, isQuick }: Effort, isChecked: boolean): Promise<Comparison> {
  const { child: server, ready, stop } = await childInFolder<Ready>("intake-server.ts", isQuick);
  try {
    const make = ballotMaker(isChecked ? ready.checked : ready.unchecked, isChecked);
    const noop = Array.from({ length: Math.round(NOOPS * scale) }, () => make.noop);
    const casts = Math.round(CASTS * scale);
    let accepted = 0;
    const slice = async (port: number, requests: readonly Buffer[]): Promise<Done> => {
      const before = await ask<number>(server, "cpu");
      const outcome = await sendAll(port, CONNECTIONS, requests);
      const used = (await ask<number>(server, "cpu")) - before;
      if (port === ready.port) accepted += outcome.accepted;
      return { work: outcome.accepted, failed: outcome.failed, childSeconds: used, measuredSeconds: used };
    };
    // Ballots are made before the clock of their slice starts.
    let stock = make.casts(casts);
    const castSlice = async () => {
      const requests = stock;
      stock = [];
      return slice(ready.port, requests);
    };
    const baseSlice = () => slice(ready.noopPort, noop);
    if (!isQuick) {
      await slice(ready.noopPort, noop);
      await slice(ready.port, make.casts(casts));
    }
    const compared = await alternate(pairs, "perSecond", baseSlice, castSlice, () => {
      if (stock.length === 0) stock = make.casts(casts);
    });
    await requireNothingLost(server, accepted, isChecked);
    return compared;
  } finally {
    await stop();
  }
}

/** Rows are what was accepted, and a recount after close is the tally. */
async function requireNothingLost(server: ChildProcess, accepted: number, isChecked: boolean): Promise<void> {
  const rows = (await ask<readonly [number, number]>(server, "rows"))[isChecked ? 0 : 1];
  if (rows !== accepted) throw new Error(`${rows} rows after ${accepted} accepted ballots`);
  const counted = isChecked ? await ask<number>(server, "close") : accepted;
  if (counted !== accepted) throw new Error(`a tally of ${counted} after ${accepted} accepted ballots`);
}

/** @param isSigned whether for the poll that verifies signatures */
export function ballotMaker(target: BenchPoll, isSigned: boolean) {
  const { form: text, privatePkcs8, poll, instrument, block, digest } = target;
  const form = JSON.parse(text) as FrozenForm;
  const key = createPrivateKey({ key: Buffer.from(privatePkcs8, "base64"), format: "der", type: "pkcs8" });
  const random = seeded(7);
  const one = (): Buffer => {
    const message = randomBytes(32);
    const signature = isSigned ? signatureOf(key, message) : randomBytes(256);
    const json = paddedJson({
      poll,
      block,
      instrument,
      digest,
      message: toBase64Url(message),
      signature: toBase64Url(signature),
      retry: toBase64Url(randomBytes(16)),
      answers: simulatedAnswers(form, 0.8, random),
    });
    return postBytes(isSigned ? "/api/ballots" : "/bench/unverified", json);
  };
  return { noop: one(), casts: (count: number) => Array.from({ length: count }, one) };
}

/** An ordinary signature is what unblinding gives; made directly here, to save the bench the blinding. */
function signatureOf(key: KeyObject, message: Uint8Array): Buffer {
  return sign("sha384", message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 });
}
