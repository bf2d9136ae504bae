import { plan } from "../../server/core/round/plan.ts";
import type { App } from "../../server/http/app.ts";

export const Page = ({ app }: { app: App }) => <b title={String(plan)}>{app.office.name}</b>;
