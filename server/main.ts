/** `npm start`: the production command. */
import { serve } from "./cli/serve.ts";
import { exitWithProblem } from "./cli/print.ts";

serve().catch(exitWithProblem);
