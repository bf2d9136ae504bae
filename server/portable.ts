/** What the start script of a portable folder runs. */
import { exitWithProblem } from "./cli/print.ts";
import { servePortable } from "./cli/portable.ts";

servePortable().catch(exitWithProblem);
