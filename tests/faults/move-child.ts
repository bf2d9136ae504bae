/**
 * Child of `move-postgres.test.ts`: the `plumbline` command with the arguments behind the first, which kills itself at the point
 * that the first names: a statement it sends, or the commit with which the database has everything. To its end it says on
 * stderr how many statements there were.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { exitWithProblem } from "../../server/cli/print.ts";
import { createProgram } from "../../server/cli/program.ts";
import { watchStatements } from "./watch-statements.ts";

const [point, ...args] = process.argv.slice(2) as [string, ...string[]];
const mark = join(process.env["PLUMBLINE_DATA"]!, "moved");
const wasMarked = existsSync(mark);

let isCommitted = false;
/** The first commit after the folder was marked is the one that counts. */
function reached(name: string, sql: string): void {
  const isCommit = sql === "commit" && !wasMarked && !isCommitted && existsSync(mark);
  const isHere = name === point || (isCommit && name.replace(/statement \d+/, "the commit") === point);
  if (isHere) process.kill(process.pid, "SIGKILL");
  if (isCommit && name.startsWith("after")) isCommitted = true;
}

const sent = watchStatements(reached);
await createProgram()
  .parseAsync(["node", "plumbline", ...args])
  .catch(exitWithProblem);
process.stderr.write(`statements ${sent()}\n`);
