// The editor: CodeMirror with one line that wraps, completion, places of what is wrong, and a place to show.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, keymap } from "@codemirror/view";

const show = StateEffect.define();
const shown = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(show)) continue;
      const { from, to } = effect.value;
      marks = from < to ? Decoration.set(Decoration.mark({ class: "cm-shown" }).range(from, to)) : Decoration.none;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** OData texts have one line: what is pasted with more becomes one. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString();
  const changes = [...text.matchAll(/\s*\n\s*/g)].map((m) => ({ from: m.index, to: m.index + m[0].length, insert: " " }));
  return [transaction, { changes, sequential: true }];
});

const classes = { operator: "keyword", member: "enum", navigation: "property", lambda: "method", alias: "variable", option: "keyword" };

/**
 * candidates(text, offset, explicit) gives what may be written; changed(text) is told of each change.
 */
export function makeEditor(parent, { candidates, changed }) {
  const complete = ({ state, pos, explicit }) => {
    const found = candidates(state.doc.toString(), pos, explicit);
    if (found.length === 0) return null;
    const from = found[0].offset;
    return {
      from,
      filter: false,
      options: found.map((one) => ({
        label: one.label,
        type: classes[one.kind] ?? one.kind,
        detail: one.detail?.replace(/[\w.]+\.(?=\w)/g, ""), // types by their short names
        info: one.documentation,
        apply: (view) =>
          view.dispatch({
            changes: { from: one.offset, to: one.offset + one.length, insert: one.insert },
            selection: { anchor: one.offset + one.insert.length },
            userEvent: "input.complete",
          }),
      })),
    };
  };
  const view = new EditorView({
    parent,
    extensions: [
      oneLine,
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      shown,
      autocompletion({ override: [complete], icons: false, interactionDelay: 0 }),
      keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of({ "aria-labelledby": "text-title", spellcheck: "false" }),
      EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
    ],
  });
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
    },
    /** Edits of one fix, all of them places of the text as it is. */
    apply(fixes) {
      view.dispatch({ changes: fixes.map((fix) => ({ from: fix.offset, to: fix.offset + fix.length, insert: fix.replacement })) });
      view.focus();
    },
    diagnose(diagnostics) {
      const end = view.state.doc.length;
      const places = diagnostics.filter((one) => one.offset !== undefined).map((one) => ({
        from: Math.min(one.offset, end),
        to: Math.min(one.offset + one.length, end),
        severity: one.severity === "note" ? "info" : one.severity,
        message: one.message,
      }));
      view.dispatch(setDiagnostics(view.state, places));
    },
    show(from, to) {
      view.dispatch({ effects: show.of({ from, to: Math.min(to, view.state.doc.length) }) });
    },
    select(from, to) {
      view.dispatch({ selection: { anchor: from, head: Math.min(to, view.state.doc.length) } });
      view.focus();
    },
  };
}
