import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { makeCode } from "../../server/core/ticket/code.ts";
import { parseLink } from "../../server/core/ticket/link-url.ts";
import { cast, enterLink, loadForm, newRetry, redeem } from "../../server/core/ticket/respondent.ts";
import { openPort } from "./phone-client.ts";

/**
 * A passer-by who scans the poster; their phone seals what it sends, as on plain http.
 *
 * @returns a receipt for every form of the link
 */
export async function answerLink(address: string, url: string, seed: number): Promise<readonly string[]> {
  const port = { ...openPort(address), seals: true };
  const entry = await enterLink(port, parseLink(url)!, makeCode(port.random(16)));
  const credentials = await redeem(port, entry);
  const receipts: string[] = [];
  for (const [at, credential] of credentials.entries()) {
    const { digest } = entry.forms[at]!;
    const answers = simulatedAnswers(await loadForm(port, digest), 0.8, seeded(seed));
    receipts.push(await cast(port, credential, { digest, answers, retry: newRetry(port) }));
  }
  return receipts;
}
