import type { ReactElement } from "react";
import type { LibraryLine } from "../../../server/http/office/answers-library.ts";
import { approvalAddress } from "./forms-api.ts";
import { formText as text } from "../../text/forms.ts";

interface VersionsTableProps {
  readonly versions: readonly LibraryLine[];
  /** The version that the preview shows. */
  readonly shown: string;
  readonly show: (version: string) => void;
}

/** Newest first. */
export function VersionsTable({ versions, shown, show }: VersionsTableProps): ReactElement {
  return (
    <section className="panel scroll">
      <header>
        <h2>{text.versionsTitle}</h2>
      </header>
      <table className="t">
        <caption className="sr">{text.versionsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.version}</th>
            <th scope="col">{text.columns.digest}</th>
            <th scope="col">{text.columns.made}</th>
            <th scope="col">{text.columns.uses}</th>
            <th scope="col">{text.columns.paper}</th>
          </tr>
        </thead>
        <tbody>
          {[...versions].reverse().map((line) => (
            <tr key={line.version}>
              <td>
                <label className="pick">
                  <input
                    type="radio"
                    name="shown"
                    checked={line.version === shown}
                    onChange={() => show(line.version)}
                  />
                  {line.version}
                </label>
              </td>
              <td>
                <code title={line.digest}>{line.digest.slice(0, 8)}</code>
              </td>
              <td className="wrap">{madeOf(line)}</td>
              <td className="wrap">{usesOf(line) || "—"}</td>
              <td>
                {FORMATS.map((format) => (
                  <a
                    key={format}
                    className="link"
                    href={approvalAddress(line.id, line.version, format)}
                    download
                    aria-label={text.paperOf(line.version, format.toUpperCase())}
                  >
                    {format.toUpperCase()}
                  </a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const FORMATS = ["docx", "pdf"] as const;

function madeOf({ made, isFormer }: LibraryLine): string {
  if (made) return text.made(made.by, day(made.atUtc));
  return isFormer ? text.formerMade : text.shippedMade;
}

const usesOf = ({ uses }: LibraryLine): string =>
  uses.map(({ title, isSealed }) => (isSealed ? text.sealed(title) : text.draft(title))).join("、");

const day = (utc: string): string =>
  new Intl.DateTimeFormat("zh-CN", { dateStyle: "medium", timeStyle: "short" }).format(new Date(utc));
