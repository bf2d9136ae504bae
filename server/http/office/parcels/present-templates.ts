import type { LabelSet } from "../../../core/definition/instrument.ts";
import { type DefinitionDifference, labelSetsIn } from "../../../core/parcel/compare-templates.ts";
import type { Definitions } from "../../../core/parcel/template-contents.ts";
import { inFours } from "../../../core/ticket/crockford.ts";
import type { TemplatesReading } from "../../../services/parcel/read-templates.ts";
import type { DifferenceLine, NamedDefinition, TemplatesAnswer } from "../answers-exchange.ts";

export function presentTemplates({ templates, installations, library }: TemplatesReading): TemplatesAnswer {
  const names = new Map(installations.map(({ fingerprint, name }) => [fingerprint, name]));
  return {
    templates: templates.map(({ row, parcel, contents, issuer, isInForce, sinceEarlier, here }) => ({
      id: row.id,
      title: parcel.manifest.title,
      edition: parcel.manifest.edition,
      atUtc: row.atUtc,
      isIncoming: row.isIncoming,
      issuer: issuer?.name ?? null,
      isInForce,
      to: row.isIncoming ? [] : parcel.manifest.to.map((one) => names.get(one) ?? inFours(one)),
      ...namedDefinitions(contents),
      labelSets: labelSetsIn(contents.forms.map(({ instrument }) => instrument)).map(presentLabels),
      sinceEarlier: sinceEarlier && sinceEarlier.map(lineOf),
      here: here && { added: here.added.map(lineOf), changed: here.changed.map(lineOf) },
    })),
    trusted: installations
      .filter(({ revoked }) => revoked === null)
      .map(({ fingerprint, name }) => ({ fingerprint, name })),
    library: namedDefinitions(library),
  };
}

const namedDefinitions = ({ forms, schemes }: Definitions) => ({
  forms: forms.map(({ digest, instrument }): NamedDefinition => {
    const { id, title, version } = instrument;
    return { id, title, version, digest };
  }),
  schemes: schemes.map(({ digest, scheme: { id, title, version } }): NamedDefinition => {
    return { id, title, version, digest };
  }),
});

const presentLabels = ({ id, title, labels }: LabelSet) => {
  return { id, title, labels: labels.map((label) => label.title) };
};

const lineOf = ({ kind, id, title, before, after, changes }: DefinitionDifference): DifferenceLine => {
  return { kind, id, title, before, after, changes };
};
