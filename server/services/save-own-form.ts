import { digestOf } from "../core/definition/canonical.ts";
import { Problem } from "../core/problem.ts";
import type { OwnFormRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import { checkForm } from "./check-form.ts";
import type { Actor, Deps } from "./deps.ts";
import { formerForms } from "./find-form.ts";
import { requireNotFromTemplate } from "./parcel/read-templates.ts";

/**
 * Puts one version of a form into the office's library. It stays as it is for ever: rounds may have chosen it.
 *
 * @param text an instrument, or plain SurveyJS JSON
 * @throws Problem definition.invalid; definition.from-template, labels.from-template; definition.taken when this version is there already: shipped, own, or carried by a sealed round
 */
export async function saveOwnForm(deps: Deps, who: Actor, text: string): Promise<OwnFormRow> {
  // What no encoding can carry would come back from the store as something else.
  const { instrument, definition } = await checkForm(deps, wellFormed(text));
  const { id, version, title } = instrument;
  const row: OwnFormRow = {
    id,
    version,
    digest: digestOf(instrument),
    definition,
    madeAtUtc: deps.clock().toISOString(),
    madeBy: who.name,
  };
  await deps.office.inTransaction(async (office) => {
    await requireNotFromTemplate(office, instrument);
    const isShipped = deps.library.instruments.get(id)?.instrument.version === version;
    const isFormer = (await formerForms(deps, office)).some(
      ({ instrument: one }) => one.id === id && one.version === version,
    );
    if (isShipped || isFormer || (await office.ownForm(id, version)))
      throw new Problem("definition.taken", { id, version });
    await office.addOwnForm(row);
    await audit(deps, office, who, "form.saved", id, { title, version, digest: row.digest });
  });
  return row;
}

const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));
