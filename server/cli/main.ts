/** The `plumbline` command. The console and the command line call the same services. */
import { exitWithProblem } from "./print.ts";
import { createProgram } from "./program.ts";

createProgram().parseAsync().catch(exitWithProblem);
