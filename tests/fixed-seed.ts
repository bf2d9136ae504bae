/** Properties are tried on the same cases in each run, so that one commit has one result; `PLUMBLINE_FUZZ_SEED` tries others. */
import fc from "../node_modules/fast-check/lib/fast-check.js";

/** Where random cases begin. */
export const SEED = Number(process.env["PLUMBLINE_FUZZ_SEED"] ?? 20_261_128);

fc.configureGlobal({ seed: SEED });

export * from "../node_modules/fast-check/lib/fast-check.js";
export default fc;
