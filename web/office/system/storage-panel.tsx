import type { ReactElement } from "react";
import type { InstallationAnswer } from "../../../server/http/office/answers-installation.ts";
import type { PollState } from "../../../server/core/round/round.ts";
import { installationText } from "../../text/installation.ts";
import { words } from "../../text/words.ts";

const text = installationText.storage;
const { size } = installationText;

/** Where everything lies, how large it is, and which versions are in use. */
export function StoragePanel({ installation }: { readonly installation: InstallationAnswer }): ReactElement {
  return (
    <section>
      <h2>{text.title}</h2>
      <div className="panel scroll">
        <table className="t">
          <caption className="sr">{text.title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.name}</th>
              <th scope="col">{text.columns.value}</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(installation).map(([name, value]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="wrap">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function rowsOf(one: InstallationAnswer): readonly (readonly [string, string])[] {
  const { versions, closedFiles } = one;
  const states = Object.entries(one.polls) as [PollState, number][];
  return [
    [text.product, versions.plumbline],
    [text.node, versions.node],
    [text.sqlite, versions.sqlite],
    ...(versions.postgres === null ? [] : [[text.postgres, versions.postgres] as const]),
    [text.dataFolder, one.dataFolder],
    ...one.files.map(({ name, bytes, schema }) => {
      return [text.file(name), text.fileValue(bytes === null ? text.noSize : size(bytes), schema)] as const;
    }),
    [text.closed, text.closedValue(closedFiles.count)],
    [text.exports, size(one.exportsBytes)],
    ...states.map(([state, count]) => [words.state[state], String(count)] as const),
    ...one.schemes.map(({ title, version, digest }) => {
      return [text.scheme(title), text.versionValue(version, digest)] as const;
    }),
    ...one.forms.map(({ title, version, digest }) => {
      return [`${text.form(title)} ${version}`, text.versionValue(version, digest)] as const;
    }),
  ];
}
