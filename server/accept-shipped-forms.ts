/** Run by `npm run build` when the server is built. */
import { exitWithProblem } from "./cli/print.ts";
import { acceptShippedForms } from "./shipped-library.ts";

acceptShippedForms().catch(exitWithProblem);
