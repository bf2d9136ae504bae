/** The big screen of every unit, as the room sees it: without a session, by the pass that the office opened it with. */
import { UNITS, type CrawlWorld } from "./crawl-world.ts";
import type { Answers } from "./crawl-calls.ts";
import { type Said, wordsOn } from "./crawl-console.ts";

/** Under which what a screen says is kept. */
export const screenOf = (unit: string): string => `/screen/${unit}`;

export async function walkScreens({
  browser,
  server,
  clients,
}: CrawlWorld): Promise<{ readonly answers: Answers; readonly said: Said }> {
  const office = clients.get("office")!;
  const context = await browser.newContext();
  const page = await context.newPage();
  const answers = new Map<string, unknown>();
  const said = new Map<string, string>();
  for (const { id, name } of UNITS) {
    const poll = server.polls.get(id)!;
    const { path } = (await office.get(`/polls/${poll}/screen`)) as { readonly path: string };
    const call = `/api/screens/${poll}`;
    const headers = { "X-Plumbline-Pass": path.split(".").at(-1)! };
    answers.set(call, await (await fetch(`${server.address}${call}`, { headers })).json());
    await page.goto(`${server.address}${path}`);
    await page.getByRole("heading", { name, exact: true }).waitFor();
    said.set(screenOf(id), await wordsOn(page));
  }
  await context.close();
  return { answers, said };
}
