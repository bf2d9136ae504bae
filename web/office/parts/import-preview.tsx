/** The frame of what a file would bring, before anything is saved. */
import type { ReactElement, ReactNode } from "react";
import { importPreviewText as text } from "../../text/import-preview.ts";

interface ImportPreviewProps {
  readonly children: ReactNode;
  /** Below, over the whole width. */
  readonly table?: ReactNode;
}

export const ImportPreview = ({ children, table }: ImportPreviewProps): ReactElement => (
  <section className="panel preview" aria-label={text.title}>
    <header>
      <h3>{text.title}</h3>
      <span className="sub">{text.notYet}</span>
    </header>
    <div className="in stack">{children}</div>
    {table}
  </section>
);
