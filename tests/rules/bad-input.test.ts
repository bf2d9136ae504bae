/**
 * The table of bad input of the design, each row with the test that holds it: file and words that stand in that test.
 *
 * @source anonymity.md §6
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const BODIES = "tests/journeys/bad-bodies.test.ts";
const BALLOTS = "tests/journeys/bad-ballots.test.ts";
const TICKETS = "tests/journeys/bad-tickets.test.ts";
const FORMS = "tests/journeys/bad-definitions.test.ts";
const TABLES = "server/imports/read-table.test.ts";
const ROUNDS = "tests/journeys/bad-rounds.test.ts";
const OFFICE = "tests/journeys/bad-office.test.ts";

const ROWS: readonly (readonly [row: string, file: string, words: string])[] = [
  ["bodies over 64 KiB: 413", BODIES, "refuses %s with 413"],
  ["413 before the rest is read", BODIES, "has its 413 before the rest is sent, announced or not"],
  ["wrong content type: 415", BODIES, "refuses the type “%s” with 415"],
  ["invalid UTF-8: 400", BODIES, '["invalid UTF-8"'],
  ["duplicate keys: 400", BODIES, '["a key twice"'],
  ["depth above 32: 400", BODIES, '["33 levels"'],
  ["NaN: 400", BODIES, '["NaN"'],
  ["__proto__, constructor, prototype: 400", BODIES, '["prototype at level 30"'],
  ["the same keys in answers", BODIES, "is refused at any depth of its answers"],
  ["a question is named in Chinese", BALLOTS, "%s: 422 that names the question"],
  ["unknown question: 422", BALLOTS, '["unknown question"'],
  ["unknown row: 422", BALLOTS, '["unknown row"'],
  ["unknown column: 422", BALLOTS, '["unknown column"'],
  ["unknown option: 422", BALLOTS, '["unknown option"'],
  ["hidden question answered: 422", BALLOTS, '["hidden answered"'],
  ["required missing: 422", BALLOTS, '["required missing"'],
  ["text too long, in code points: 422", BALLOTS, '["text too long in code points"'],
  ["duplicate checkbox value: 422", BALLOTS, '["duplicate tick"'],
  ["exclusive option combined: 422", BALLOTS, '["exclusive combined"'],
  ["quota exceeded: 422", BALLOTS, "with one more than may have 优秀: 422 that names the leader"],
  ["string for a number: 422", BALLOTS, '["string for number"'],
  ["signature of another poll: 401", BALLOTS, '"of another poll"'],
  ["signature of another block: 401", BALLOTS, "of another block is refused with 401"],
  ["signature of another instrument: 401", BALLOTS, "of another form of the same person is refused with 401"],
  ["stale digest: 409", BALLOTS, "names the present digest when the phone's is stale"],
  ["stale digest: what was filled in is kept", "tests/browser/refusal-ways.ts", '"form-changed": {'],
  ["unknown ticket: 404", TICKETS, "that does not exist is unknown: 404"],
  ["used elsewhere: 409", TICKETS, "is used elsewhere: 409"],
  ["before opening: 409", TICKETS, "before opening: 409"],
  ["after close: 410", TICKETS, "410 for new redeems"],
  ["voided: 410", TICKETS, "that was voided by a reprint: 410"],
  ["lower case, spaces, O-0, I-1", TICKETS, '["lower", "spaces", "hyphens", "wide", "letters"]'],
  [
    "10 000 wrong tickets: 429",
    TICKETS,
    "meet 429, while people with tickets on the same address are served",
  ],
  ["a form with files", FORMS, "an upload of files"],
  ["a form with a signature", FORMS, "a signature"],
  ["html with script", FORMS, "a text block with a script"],
  ["choicesByUrl", FORMS, "choices from an address"],
  ["navigateToUrl", FORMS, "an address to go to at the end"],
  ["custom functions", FORMS, "a function of its own in a condition"],
  ["duplicate names", FORMS, "a name twice"],
  ["reserved names", FORMS, "a reserved name"],
  ["cycles", FORMS, "conditions in a circle"],
  ["unsafe regex", FORMS, "a pattern that is costly"],
  ["non-linear regex", FORMS, "a pattern that refers back"],
  ["definition above 256 KB", FORMS, "more than 256 KB"],
  ["more than 300 questions", FORMS, "301 questions"],
  ["depth above 8", FORMS, "nine panels in one another"],
  ["more than 200 choices", FORMS, "201 choices"],
  ["an unpriced option", FORMS, "an option without a price"],
  ["weights that do not add up", FORMS, "weights that do not add up"],
  ["bands with gaps", "server/core/scoring/check-scheme.test.ts", "a gap below the last band"],
  ["editing after tickets exist: 409", OFFICE, "nothing of a sealed round changes: 409"],
  [
    "every fault of an import with row and column",
    "server/core/roster/read-roster.test.ts",
    "names every fault by sheet, row and column, and imports nothing",
  ],
  ["nothing is imported unless all is well", ROUNDS, "and the units stay as they were"],
  ["UTF-8, UTF-16, GB18030", TABLES, "reads UTF-16 without a mark"],
  ["zip bombs", TABLES, "refuses zip bombs by the folder"],
  ["external links", TABLES, "refuses external links, macros and embedded objects"],
  ["formulas as values", ROUNDS, '"roster.formulas.xlsx"'],
  ["DOCTYPE", TABLES, "refuses a part that declares a DOCTYPE"],
  ["cells never become formulas", "tests/attacks/hostile/formulas.test.ts", "are written as strings only"],
  ["file names are encoded", "server/exports/exports.test.ts", "carries a Chinese name encoded"],
  ["wrong passwords: growing delay", "tests/journeys/bad-sign-in.test.ts", "waits longer after each further"],
  ["never a lock-out of others", "tests/journeys/bad-sign-in.test.ts", "keeps nobody else out"],
  ["state change on GET: 405", OFFICE, "are not done by GET: 405 at every path that only acts"],
  ["other origin: 403", OFFICE, "do not come from another page: 403"],
  ["same person twice: 409", OFFICE, "by the same person twice is refused with 409"],
  [
    "results while open: 409 for every role",
    OFFICE,
    "nobody sees results: 409 for the office, a group and a viewer",
  ],
  ["disk full: 503, nothing acknowledged", "tests/faults/full-disk.test.ts", "acknowledges nothing"],
  ["WAL deleted", "server/store/sqlite/open-stores.test.ts", "refuses when %s was deleted"],
  ["a page flipped", "tests/faults/fault-sentences.test.ts", "with a page of a file that was flipped"],
  [
    "second process exits",
    "tests/journeys/cli.test.ts",
    "does not run beside another process on the same folder",
  ],
  ["clock set back: warning", "tests/faults/machine.test.ts", "is noticed against the record"],
];

/** A comment or a skipped test holds nothing. */
const held = (file: string): string =>
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .filter((line) => !/^\s*(\/\/|\*|\/\*)|\b(it|describe)\.(skip|todo)\(/.test(line))
    .join("\n");

it.each(ROWS)("%s: %s", (_, file, words) => {
  expect(held(file)).toContain(words);
});
