import { canonicalJson } from "../../core/definition/canonical.ts";
import type { Instrument } from "../../core/definition/instrument.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import {
  compareDefinitions,
  compareWithLibrary,
  labelSetsIn,
  type CountyDifferences,
  type DefinitionDifference,
} from "../../core/parcel/compare-templates.ts";
import {
  type Definitions,
  readTemplate,
  type TemplateContents,
} from "../../core/parcel/template-contents.ts";
import { isProblem, Problem } from "../../core/problem.ts";
import type { KeptParcelRow, OfficeTransaction, TrustedInstallation } from "../../store/office.ts";
import type { Deps } from "../deps.ts";
import { allForms } from "../find-form.ts";
import { allSchemes } from "../find-scheme.ts";
import { keptParcels } from "./keep-parcel.ts";
import { parcelRefused } from "./require-signed.ts";

/** One 模板包 that was made here or taken in. */
export interface KnownTemplate {
  readonly row: KeptParcelRow;
  readonly parcel: ParcelOf<"template">;
  readonly contents: TemplateContents;
  /** Who gave it out; null: this installation, or one that is not on the list any more. */
  readonly issuer: TrustedInstallation | null;
  /** The latest of its issuer, which is trusted as the office above: its forms cannot be changed here. */
  readonly isInForce: boolean;
}

/** In the order in which they were made or came. */
export async function knownTemplates(
  office: Pick<OfficeTransaction, "keptParcels" | "installations">,
): Promise<readonly KnownTemplate[]> {
  const kept = await keptParcels(office, "template");
  const trusted = new Map((await office.installations.all()).map((one) => [one.fingerprint, one]));
  return kept.map(({ row, parcel }) => {
    const issuer = row.isIncoming ? (trusted.get(row.signer) ?? null) : null;
    const { edition } = parcel.manifest;
    const isLatest = !kept.some(
      (other) => other.row.signer === row.signer && other.parcel.manifest.edition > edition,
    );
    const isOfCity = issuer !== null && issuer.isCity && issuer.revoked === null;
    return { row, parcel, issuer, contents: readTemplate(parcel), isInForce: isLatest && isOfCity };
  });
}

/**
 * A county adds forms and label sets under ids of its own; what its city gave out stays as it is.
 *
 * @throws Problem definition.from-template, labels.from-template
 */
export async function requireNotFromTemplate(
  office: Pick<OfficeTransaction, "keptParcels" | "installations">,
  form: Pick<Instrument, "id" | "labelSets">,
): Promise<void> {
  for (const { isInForce, contents, issuer } of await knownTemplates(office)) {
    if (!isInForce) continue;
    const by = issuer?.name ?? "";
    const forms = contents.forms.map(({ instrument }) => instrument);
    const found = forms.find(({ id }) => id === form.id);
    if (found) throw new Problem("definition.from-template", { title: found.title, issuer: by });
    const citys = labelSetsIn(forms);
    for (const set of form.labelSets ?? []) {
      const same = citys.filter(({ id }) => id === set.id);
      if (same.length === 0 || same.some((one) => canonicalJson(one) === canonicalJson(set))) continue;
      throw new Problem("labels.from-template", { id: set.id, title: same[0]!.title, issuer: by });
    }
  }
}

/**
 * What a task brings of the forms and label sets of a city, its city gave out: in this edition or an earlier one, which a
 * round may have been frozen with.
 *
 * @throws Problem parcel.refused (from-template)
 */
export async function requireAsInTemplate(
  office: Pick<OfficeTransaction, "keptParcels" | "installations">,
  forms: Definitions["forms"],
): Promise<void> {
  const known = await knownTemplates(office);
  const given = new Set(
    known
      .filter(({ row }) => known.some((one) => one.isInForce && one.row.signer === row.signer))
      .flatMap(({ contents }) => contents.forms.map(({ digest }) => digest)),
  );
  for (const { instrument, digest } of forms) {
    if (given.has(digest)) continue;
    try {
      await requireNotFromTemplate(office, instrument);
    } catch (error) {
      if (isProblem(error)) throw parcelRefused("from-template", instrument.title);
      throw error;
    }
  }
}

const editionOf = ({ manifest }: ParcelOf<"template">): number => manifest.edition;

export interface TemplateStanding extends KnownTemplate {
  /** From the edition before it; null: it is the first. */
  readonly sinceEarlier: readonly DefinitionDifference[] | null;
  /** The library here beside it; null where it is not in force here. */
  readonly here: CountyDifferences | null;
}

export interface TemplatesReading {
  /** Newest first. */
  readonly templates: readonly TemplateStanding[];
  readonly installations: readonly TrustedInstallation[];
  /** The newest version of each form, every scheme. */
  readonly library: Definitions;
}

/** Every 模板包 and what differs: from the edition before it, and of the library here from the one in force. */
export async function readTemplates(deps: Pick<Deps, "office" | "library">): Promise<TemplatesReading> {
  return deps.office.inTransaction(async (office) => {
    const known = await knownTemplates(office);
    const [forms, schemes] = [await allForms(deps, office), await allSchemes(deps, office)];
    const own = new Set([
      ...forms.filter(({ made }) => made !== null).map(({ digest }) => digest),
      ...(await office.ownSchemes()).map(({ digest }) => digest),
    ]);
    const editions = new Set(
      known.flatMap(({ contents }) => [...contents.forms, ...contents.schemes].map(({ digest }) => digest)),
    );
    const here = { forms, schemes, isOwn: (digest: string) => own.has(digest) };
    const templates = known.map((one): TemplateStanding => {
      const earlier = known
        .filter(
          ({ row, parcel }) => row.signer === one.row.signer && editionOf(parcel) < editionOf(one.parcel),
        )
        .toSorted((a, b) => editionOf(a.parcel) - editionOf(b.parcel))
        .at(-1);
      return {
        ...one,
        sinceEarlier: earlier ? compareDefinitions(earlier.contents, one.contents) : null,
        here: one.isInForce ? compareWithLibrary(one.contents, editions, here) : null,
      };
    });
    const newest = new Map(forms.map((form) => [form.instrument.id, form]));
    return {
      templates: templates.toReversed(),
      installations: await office.installations.all(),
      library: { forms: [...newest.values()], schemes },
    };
  });
}
