import type { ReactElement } from "react";
import { tabletText as text } from "../../text/on-site.ts";

interface TabletPanelProps {
  readonly poll: string;
  /** The address that phones reach. */
  readonly address: string;
}

/** The address at which the group's tablet or laptop takes slips of this unit only. */
export function TabletPanel({ poll, address }: TabletPanelProps): ReactElement {
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <p>
        <code>{`${address}/v?kiosk=${poll}`}</code>
      </p>
      <p className="sub">{text.camera}</p>
    </section>
  );
}
