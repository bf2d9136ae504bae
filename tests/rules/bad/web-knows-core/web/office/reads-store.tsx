import type { Office } from "../../server/store/office.ts";

export const Name = ({ office }: { office: Office }) => <b>{office.name}</b>;
