/** 表单库: every form, shipped and own. */
import type { ReactElement } from "react";
import { Link } from "wouter";
import type { LibraryLine } from "../../../server/http/office/answers-library.ts";
import { KIND_NAMES } from "../../../server/core/definition/kind-names.ts";
import { formsText as text } from "../../text/forms.ts";
import { addresses } from "../addresses.ts";
import { Loading } from "../parts/loading.tsx";
import { ReadFault } from "../parts/note.tsx";
import { isLost } from "../queries.ts";
import { useTitle } from "../use-title.ts";
import { useLibrary } from "./forms-api.ts";

export function LibraryPage(): ReactElement {
  useTitle(text.title);
  const library = useLibrary();
  if (library.isPending) return <Loading rows={8} />;
  if (isLost(library)) return <ReadFault error={library.error} again={() => void library.refetch()} />;
  return (
    <>
      <div className="head">
        <div>
          <h1>{text.title}</h1>
          <p>{text.lead}</p>
        </div>
        <div className="acts">
          <Link href={addresses.newForm} className="btn primary">
            {text.add}
          </Link>
        </div>
      </div>
      <section className="panel scroll">
        <table className="t library">
          <caption className="sr">{text.caption}</caption>
          <thead>
            <tr>
              {(["title", "kind", "source", "version", "uses"] as const).map((column) => (
                <th key={column} scope="col">
                  {text.columns[column]}
                </th>
              ))}
              <th scope="col">
                <span className="sr">{text.columns.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {byForm(library.data).map((versions) => (
              <FormRow key={versions[0].id} versions={versions} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

type Versions = readonly [LibraryLine, ...LibraryLine[]];

/** The versions of a form stand beside each other. */
export function byForm(lines: readonly LibraryLine[]): readonly Versions[] {
  const forms = new Map<string, [LibraryLine, ...LibraryLine[]]>();
  for (const line of lines) {
    const versions = forms.get(line.id);
    if (versions) versions.push(line);
    else forms.set(line.id, [line]);
  }
  return [...forms.values()];
}

function FormRow({ versions }: { readonly versions: Versions }): ReactElement {
  const last = versions[versions.length - 1]!;
  const uses = [...new Map(versions.flatMap((one) => one.uses).map((use) => [use.round, use])).values()];
  return (
    <tr>
      <td className="wrap">
        <Link href={addresses.form(last.id)}>{last.title}</Link>
        <span className="sub">{text.id(last.id)}</span>
      </td>
      <td>{KIND_NAMES[last.kind]}</td>
      <td>{versions[0].made === null ? text.shipped : text.own}</td>
      <td>
        {last.version}
        {text.versions(versions.length)}
      </td>
      <td className="wrap">{uses.map(({ title }) => title).join("、") || text.noUse}</td>
      <td className="acts-cell">
        <span>
          <Link
            href={addresses.changeForm(last.id, last.version)}
            className="btn small"
            aria-label={text.on(text.change, last.title)}
          >
            {text.change}
          </Link>
          <Link
            href={addresses.copyForm(last.id, last.version)}
            className="btn small"
            aria-label={text.on(text.copy, last.title)}
          >
            {text.copy}
          </Link>
        </span>
      </td>
    </tr>
  );
}
