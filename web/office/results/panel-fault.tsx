import type { ReactElement } from "react";
import { ReadFault } from "../parts/note.tsx";

interface PanelFaultProps {
  readonly title: string;
  readonly read: { readonly error: Error; readonly refetch: () => unknown };
}

/** A panel that could not be read, under its own title: not the same as one with nothing in it. */
export const PanelFault = ({ title, read }: PanelFaultProps): ReactElement => (
  <section className="panel">
    <header>
      <h2>{title}</h2>
    </header>
    <div className="in">
      <ReadFault error={read.error} again={() => void read.refetch()} />
    </div>
  </section>
);
