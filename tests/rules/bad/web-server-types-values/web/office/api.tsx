import { app } from "../../server/http/app.ts";

export const Page = () => <b>{String(app)}</b>;
