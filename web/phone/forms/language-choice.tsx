import { useState } from "react";
import type { SurveyModel } from "survey-core";
import { languages } from "../../text/languages.ts";
import { speak } from "./languages.ts";

/** Above a form that speaks more than one language: each by its own name. */
export function LanguageChoice({ model, codes }: { model: SurveyModel; codes: readonly string[] }) {
  const [spoken, setSpoken] = useState(model.locale || codes[0]);
  if (codes.length < 2) return null;
  function choose(code: string): void {
    speak(model, code);
    setSpoken(code);
  }
  return (
    <div className="languages" role="group" aria-label={languages.choose}>
      {codes.map((code, index) => (
        <button
          key={code}
          type="button"
          className="btn"
          lang={code}
          aria-pressed={code === spoken}
          onClick={() => choose(code)}
        >
          {index === 0 ? languages.chinese : (languages.names[code] ?? code)}
        </button>
      ))}
    </div>
  );
}
