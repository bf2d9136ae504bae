import type { ReactElement } from "react";
import type { ListedDocumentAnswer } from "../../../server/http/office/answers-documents.ts";
import { documents as text } from "../../text/console-documents.ts";

interface DocumentsTableProps {
  readonly caption: string;
  readonly documents: readonly ListedDocumentAnswer[];
  readonly address: (key: string, format: ListedDocumentAnswer["formats"][number]) => string;
}

/** One row a document, one link a format. */
export function DocumentsTable({ caption, documents, address }: DocumentsTableProps): ReactElement {
  return (
    <table className="t documents">
      <caption className="sr">{caption}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">{text.columns.document}</th>
          <th scope="col">{text.columns.formats}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map(({ key, title, hasTexts, formats }) => (
          <tr key={key}>
            <th scope="row">
              {title}
              {hasTexts && <span className="sub"> {text.texts}</span>}
            </th>
            <td>
              {formats.map((format) => (
                <a
                  key={format}
                  className="link"
                  href={address(key, format)}
                  download
                  aria-label={text.fileOf(title, text.formats[format])}
                >
                  {text.formats[format]}
                </a>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
