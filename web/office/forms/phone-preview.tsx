/** The phone's own page in a frame of a phone's size. What is filled in there goes nowhere. */
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { PreviewMessage } from "../../preview/preview-message.ts";
import { formText, previewText as text } from "../../text/forms.ts";
import { useShownTheme } from "../theme.ts";

interface PhonePreviewProps {
  /** The last form that was sound; null while there is none yet. */
  readonly form: FrozenForm | null;
}

export function PhonePreview({ form }: PhonePreviewProps): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useShownTheme();
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const listen = ({ source, origin, data }: MessageEvent): void => {
      if (origin === location.origin && source === frame.current?.contentWindow && data === "ready")
        setReady(true);
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, []);
  useEffect(() => {
    const message: PreviewMessage | null = form && { form, theme };
    if (isReady && message) frame.current?.contentWindow?.postMessage(message, location.origin);
  }, [isReady, form, theme]);
  return (
    <section className="phone-preview" aria-labelledby="preview">
      <h2 id="preview">{formText.previewTitle}</h2>
      <p className="sub">{form ? text.hint : text.waiting}</p>
      {form && <iframe ref={frame} src="/preview" title={text.frame} width={360} height={740} />}
    </section>
  );
}
