import type { Page } from "playwright-core";

/** The page is told another poll document than the real server's, with its entry and by itself. */
export async function changeDocument<D>(page: Page, change: (document: D) => D): Promise<void> {
  await page.route("**/api/entry", async (route) => {
    const response = await route.fetch();
    const entry = (await response.json()) as { document: D };
    await route.fulfill({ response, json: { ...entry, document: change(entry.document) } });
  });
  await page.route("**/api/polls/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as D) });
  });
}
