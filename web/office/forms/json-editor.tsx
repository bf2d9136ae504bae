/** CodeMirror for one definition: colours, folding, search, and the server's faults at their lines. */
import { jsonLanguage } from "@codemirror/lang-json";
import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup, EditorView } from "codemirror";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { PlacedFault } from "../../../server/http/office/answers-library.ts";
import { editText as text } from "../../text/forms.ts";

interface JsonEditorProps {
  /** Read once: from then on the editor holds the text. */
  readonly text: string;
  readonly change: (text: string) => void;
  readonly faults: readonly PlacedFault[];
  /** A fault to go to; a new object each time. */
  readonly goTo: PlacedFault | null;
}

export function JsonEditor({ text: start, change, faults, goTo }: JsonEditorProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useRef(change);
  useEffect(() => {
    changed.current = change;
  }, [change]);
  const [doc] = useState(start);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      doc,
      extensions: [
        basicSetup,
        new LanguageSupport(jsonLanguage),
        syntaxHighlighting(classHighlighter),
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": text.editorName,
          spellcheck: "false",
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed.current(update.state.doc.toString());
        }),
      ],
    });
    editor.current = view;
    return () => view.destroy();
  }, [doc]);
  useEffect(() => {
    const view = editor.current;
    if (view)
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.flatMap((fault) => diagnosticOf(view.state.doc, fault)),
        ),
      );
  }, [faults]);
  useEffect(() => {
    const view = editor.current;
    if (!view || !goTo) return;
    const at = offsetOf(view.state.doc, goTo) ?? 0;
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    view.focus();
  }, [goTo]);
  return (
    <>
      <div className="json-editor" ref={place} />
      <p className="sub">{text.editorHint}</p>
    </>
  );
}

/** Lines and columns count from 1; what lies beyond the text has no place. */
function offsetOf(doc: Text, { line, column }: PlacedFault): number | null {
  if (line === null || line < 1 || line > doc.lines) return null;
  const { from, to } = doc.line(line);
  return Math.min(from + Math.max(0, (column ?? 1) - 1), to);
}

function diagnosticOf(doc: Text, fault: PlacedFault): Diagnostic[] {
  const from = offsetOf(doc, fault);
  if (from === null) return [];
  return [{ from, to: doc.lineAt(from).to, severity: "error", message: fault.sentence }];
}
