/** The frozen forms of this page's ticket: each is fetched and read once, for what it is named by never changes. */
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { loadForm } from "../../server/core/ticket/respondent.ts";
import { browserPort } from "./browser-port.ts";

const forms = new Map<string, Promise<FrozenForm>>();

/** @throws Problem network.no-answer; asking again tries again */
export function frozenForm(digest: string): Promise<FrozenForm> {
  const kept = forms.get(digest);
  if (kept) return kept;
  const form = loadForm(browserPort, digest);
  forms.set(digest, form);
  form.catch(() => forms.delete(digest));
  return form;
}
