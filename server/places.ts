/** Folders of the checkout that the server reads from. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What `npm run build` makes of the server stands in dist/server. */
export const isBuilt = !import.meta.url.endsWith(".ts");
const ROOT = fileURLToPath(new URL(isBuilt ? "../.." : "..", import.meta.url));
export const SURVEYS_FOLDER = join(ROOT, "surveys");
export const PAGES_FOLDER = join(ROOT, "dist", "web");
export const BUILT_FOLDER = join(ROOT, "dist", "server");

/** What an installation signs its parcels with; only its owner can read it, and no backup holds it. */
export const signingKeyOf = (dataFolder: string): string => join(dataFolder, "signing-key.pem");
