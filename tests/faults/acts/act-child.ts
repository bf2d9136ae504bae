/** Child of `killed-acts.test.ts`: does one act of the office on a data folder, to its end unless it is killed. */
import { writeDocuments } from "../../../server/cli/write-documents.ts";
import { writeVerificationFolder } from "../../../server/cli/verify/write-verification-folder.ts";
import { openServices } from "../../../server/compose.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { mintSheet } from "../../../server/services/mint-tickets.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { unitsAfter } from "./acts-folder.ts";

const ACTS: Readonly<Record<string, (deps: Deps, about: string, out: string) => Promise<unknown>>> = {
  mint: (deps, poll) => mintSheet(deps, KEEPER, poll, "C", 2),
  import: (deps, round) => saveUnits(deps, KEEPER, round, unitsAfter),
  seal: (deps, round) => sealRound(deps, KEEPER, round),
  export: async (deps, round, out) => {
    const progress = () => {};
    await writeDocuments(deps, round, out, { formats: ["xlsx", "csv"], withTexts: false, progress });
    await writeVerificationFolder(deps, folder!, round, `${out}-sheet`);
  },
  /** Opening an older folder brings it to the present shape. */
  migrate: () => Promise.resolve(),
};

const [act, folder, about, out] = process.argv.slice(2);
const { deps, close } = await openServices({ dataFolder: folder!, address: "https://ceping.test" });
await ACTS[act!]!(deps, about!, out!);
await close();
