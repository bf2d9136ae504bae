/** The console's long lists: pages of a real closed round whose answers are given 3 000 units on their way to the page. */
import type { Page } from "playwright-core";
import type { ComparisonAnswer, PastAnswer } from "../../server/http/office/answers-comparison.ts";
import type { DocumentsAnswer } from "../../server/http/office/answers-documents.ts";
import type { CountyResultsAnswer } from "../../server/http/office/answers-exchange.ts";
import type { AccountsAnswer } from "../../server/http/office/answers-records.ts";
import type { GradeTableAnswer } from "../../server/http/office/answers-results.ts";
import type { TrialAnswer } from "../../server/http/office/answers-trial.ts";
import type { RoundAnswer } from "../../server/http/office/answers.ts";
import type { TestServer } from "../journeys/start-server.ts";

export const ROWS = 3_000;

export const nameAt = (at: number): string => `某某县第${at + 1}机关党组`;

/** @returns 3 000 of what the server told once, each with a name of its own */
const repeat = <T>(all: readonly T[], named: (one: T, at: number) => T): readonly T[] =>
  Array.from({ length: ROWS }, (_, at) => named(all[at % all.length]!, at));

const withUnit = <T extends { readonly unit: { readonly id: string; readonly name: string } }>(
  row: T,
  at: number,
): T => ({ ...row, unit: { ...row.unit, id: `u${at}`, name: nameAt(at) } });

/** Gives what the page reads many rows; everything else of the answer is the server's. */
export async function growAnswers(page: Page): Promise<void> {
  const grow = async <T>(address: RegExp, more: (answer: T) => T): Promise<void> => {
    await page.route(address, async (route) => {
      // A connection kept from an earlier answer may be gone by now.
      const response = await route.fetch({ maxRetries: 3 });
      await route.fulfill({ response, json: more((await response.json()) as T) });
    });
  };
  await grow<RoundAnswer>(/\/rounds\/[^/]+$/, (round) => ({
    ...round,
    units: repeat(round.units, (unit, at) => ({ ...unit, id: `u${at}`, name: nameAt(at) })),
  }));
  await grow<GradeTableAnswer>(/\/grades$/, (table) => ({ ...table, rows: repeat(table.rows, withUnit) }));
  await grow<ComparisonAnswer>(/\/comparison$/, (answer) => ({
    ...answer,
    rows: repeat(answer.rows, withUnit),
  }));
  await grow<PastAnswer>(/\/past$/, (answer) => ({ ...answer, rows: repeat(answer.rows, withUnit) }));
  await grow<TrialAnswer>(/\/trials$/, (answer) => ({ ...answer, rows: repeat(answer.rows, withUnit) }));
  await grow<CountyResultsAnswer>(/\/county-results$/, (answer) => ({ ...answer, tables: [countyTable()] }));
  await grow<DocumentsAnswer>(/\/documents$/, (answer) => ({
    ...answer,
    units: repeat(answer.units, withUnit),
  }));
  await grow<AccountsAnswer>(/\/accounts$/, (accounts) =>
    repeat(accounts, (account, at) => ({ ...account, id: `a${at}`, name: nameAt(at) })),
  );
}

/** What a city has of its counties: no round of this server is theirs, so the rows are written out. */
const countyTable = (): CountyResultsAnswer["tables"][number] => ({
  scheme: { title: "政治生态现实状况评估办法", version: "2026.1", digest: "0".repeat(64) },
  parts: [{ title: "领导班子民主测评", points: "20" }],
  rows: Array.from({ length: ROWS }, (_, at) => ({
    county: `第${(at % 11) + 1}县`,
    round: "十五届县委第三轮巡察",
    unit: nameAt(at),
    unitType: "县直",
    eligible: 23,
    valid: 23,
    parts: ["88.88"],
    deducted: null,
    total: "87.97",
    approved: "较好",
    dimensions: [{ dimension: "discipline", score: "89.9" }],
    note: "",
  })),
  means: [{ county: null, total: "87.97", scored: ROWS, units: ROWS }],
});

export interface LongList {
  readonly title: string;
  readonly address: (round: string) => string;
  /** Of one row or panel. */
  readonly row: string;
}

const ofRound =
  (page: string) =>
  (round: string): string =>
    `#/rounds/${round}/${page}`;

export const LISTS: readonly LongList[] = [
  { title: "units of a round", address: ofRound("progress"), row: "main table tbody tr:not(.gap)" },
  { title: "units before the seal", address: ofRound("prepare"), row: "main table tbody tr:not(.gap)" },
  { title: "grade table", address: ofRound("grades"), row: "table.grades tbody tr:not(.gap)" },
  { title: "heat map", address: ofRound("compare"), row: "table.heat tbody tr:not(.gap)" },
  { title: "earlier rounds", address: ofRound("past"), row: "table.past tbody tr:not(.gap)" },
  { title: "units of all counties", address: () => "#/county-results", row: "main table tbody tr:not(.gap)" },
  { title: "documents", address: ofRound("documents"), row: ".piece > section.panel" },
  { title: "accounts", address: () => "#/accounts", row: "main table tbody tr:not(.gap)" },
];

/** Opens a list and waits for its first row. */
export async function openList(page: Page, server: TestServer, list: LongList): Promise<void> {
  await page.goto(`${server.address}/${list.address(server.round)}`);
  await page.locator(list.row).first().waitFor();
}
