/** People who answer a rehearsal, with every byte of them that a server has, or could have kept. */
import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { conditionalQuestions } from "../../server/core/definition/conditional-questions.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { fromBase64Url } from "../../server/core/ticket/bytes.ts";
import { entitlementOf, ticketHashOf } from "../../server/core/ticket/derive.ts";
import { nullifierOf, retryDigest } from "../../server/core/ticket/nullifier.ts";
import { cast, newRetry } from "../../server/core/ticket/respondent.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { httpPort } from "../../server/cli/demo/simulated-staff.ts";
import type { SeizedFile } from "../attacks/linking/extractors.ts";
import { redeemBody, redeemed } from "./phone-client.ts";

/** By kind. */
export type Bytes = Readonly<Record<string, readonly Buffer[]>>;

export interface LeftBehind {
  /** What stands in the stores while the poll does. */
  readonly kept: Bytes;
  /** What no file ever has: codes, what proves them, receipts. */
  readonly never: Bytes;
  readonly ballots: number;
}

/** All forms of each ticket are filled in, with a text of its own in every place for one. */
export async function answerWithTexts(address: string, urls: readonly string[]): Promise<LeftBehind> {
  const port = httpPort(address);
  const random = seeded(4);
  const kept = {
    tickets: [] as Buffer[],
    uses: [] as Buffer[],
    messages: [] as Buffer[],
    signatures: [] as Buffer[],
    nullifiers: [] as Buffer[],
    retries: [] as Buffer[],
    answers: [] as Buffer[],
    texts: [] as Buffer[],
  };
  const never = { codes: [] as Buffer[], entitlements: [] as Buffer[], receipts: [] as Buffer[] };
  for (const url of urls) {
    const { entry, credentials, forms } = await redeemed(address, url);
    kept.tickets.push(Buffer.from(ticketHashOf(entry.code)));
    const use = createHash("sha256");
    for (const [instrument, blinded] of Object.entries(redeemBody(entry).blinded).toSorted())
      use.update(`${instrument}\0`).update(fromBase64Url(blinded));
    kept.uses.push(use.digest());
    never.codes.push(Buffer.from(entry.code));
    never.entitlements.push(Buffer.from(entitlementOf(entry.code)));
    for (const [i, credential] of credentials.entries()) {
      const [form, retry] = [forms[i]!, newRetry(port)];
      const { answers, texts } = withTexts(form, simulatedAnswers(form, 0.7, random));
      const receipt = await cast(port, credential, { digest: entry.forms[i]!.digest, answers, retry });
      const [keyId, message, signature] = [credential.keyId, credential.message, credential.signature].map(
        (one) => Buffer.from(fromBase64Url(one)),
      );
      kept.messages.push(message!);
      kept.signatures.push(signature!);
      kept.nullifiers.push(Buffer.from(nullifierOf(keyId!, message!)));
      kept.retries.push(Buffer.from(retryDigest(fromBase64Url(retry))));
      // Choices alone are written by others too, whose polls may stand on the same server.
      if (texts.length > 0)
        kept.answers.push(Buffer.from(canonicalJson(compileChecker(form)(answers).answers)));
      kept.texts.push(...texts.map((text) => Buffer.from(text)));
      never.receipts.push(Buffer.from(receipt));
    }
  }
  return { kept, never, ballots: kept.messages.length };
}

function withTexts(form: FrozenForm, given: ReturnType<typeof simulatedAnswers>) {
  const conditional = conditionalQuestions(form.survey);
  const answers: Record<string, unknown> = { ...given };
  const texts: string[] = [];
  for (const { kind, id, question } of form.leaves) {
    if (kind !== "text" || id !== question || conditional.has(question)) continue;
    const text = `试填时写的话${randomBytes(12).toString("hex")}`;
    answers[question] = text;
    texts.push(text);
  }
  return { answers, texts };
}

/** How many of each kind stand anywhere in the files. */
export const countIn = (files: readonly SeizedFile[], bytes: Bytes): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(bytes).map(([kind, all]) => [
      kind,
      all.filter((one) => files.some((file) => file.bytes.includes(one))).length,
    ]),
  );

/** Names of files that hold any of them. */
export const holdersOf = (files: readonly SeizedFile[], bytes: Bytes): readonly string[] =>
  Object.entries(bytes).flatMap(([kind, all]) =>
    files.filter((file) => all.some((one) => file.bytes.includes(one))).map(({ name }) => `${kind}: ${name}`),
  );
