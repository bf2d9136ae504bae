/** The phone's own forms in a frame of the console: shown again and again, kept and sent nowhere. */
import "../phone/old-web-views.ts";
import "../phone/styles/phone.css";
import { previewText as text } from "../text/forms.ts";
import { clearForm, modelOfDraft, showForm } from "../phone/forms/show-form.tsx";
import { NO_POLL } from "../phone/closing-time.ts";
import { h } from "../phone/page/element.ts";
import { primaryButton, showPage } from "../phone/page/frame.ts";
import type { PreviewMessage } from "./preview-message.ts";

let round = 0;

addEventListener("message", ({ source, origin, data }: MessageEvent<Partial<PreviewMessage> | null>) => {
  if (source !== parent || origin !== location.origin || !data?.form) return;
  document.documentElement.dataset["theme"] = data.theme ?? "light";
  void show(data.form);
});
parent.postMessage("ready", location.origin);

/** A form that was sent later takes the place of this one. */
async function show(form: PreviewMessage["form"]): Promise<void> {
  round += 1;
  const own = round;
  const draft = { digest: "", answers: {}, page: 0, retry: "" };
  await showForm({
    frozen: form,
    draft,
    model: modelOfDraft(form, draft),
    position: { index: 1, of: 1 },
    minutes: form.minutes * Math.max(1, form.leaders.length),
    batchName: text.batch,
    poll: NO_POLL,
    reportTo: null,
    names: form.leaders.map(({ name }) => name),
    greeting: null,
    faults: [],
    keep: () => {},
    leave: () => void show(form),
  });
  if (own !== round) return;
  clearForm();
  showPage({
    title: text.endTitle,
    body: [h("h1", { class: "page-title" }, text.endTitle), h("p", {}, text.end)],
    bar: [primaryButton(text.again, () => void show(form))],
    hasTypeSwitch: false,
  });
}
