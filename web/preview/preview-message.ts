import type { FrozenForm } from "../../server/core/definition/frozen.ts";

/** What the console sends into the frame; the frame says "ready" once it listens. */
export interface PreviewMessage {
  readonly form: FrozenForm;
  readonly theme: "light" | "dark";
}
