import { type Diagnostic, diagnosticCount, setDiagnostics } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { TemplateIssue } from '../../../core/template/issues'

const warnings: ReadonlySet<TemplateIssue['code']> = new Set(['undeclared', 'unused', 'stray'])

/** Shows where the text cannot be read, under the words themselves, with the remedy on hover. */
export function showProblems(view: EditorView, issues: readonly TemplateIssue[]): void {
  // Asked with every key: where nothing was and is wrong, nothing has to be drawn anew.
  if (issues.length === 0 && diagnosticCount(view.state) === 0) return
  const { doc } = view.state
  view.dispatch(
    setDiagnostics(
      view.state,
      issues
        .filter(({ line, context }) => line !== null && !context)
        .map((issue) => diagnosticAt(doc, issue)),
    ),
  )
}

function diagnosticAt(doc: Text, { code, line, column, message }: TemplateIssue): Diagnostic {
  const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines))
  const from = Math.min(at.from + (column ?? 1) - 1, at.to)
  const close = /[%}]\}/.exec(at.text.slice(from - at.from))
  const to = close ? from + close.index + 2 : at.to
  return { from: Math.min(from, to), to, severity: warnings.has(code) ? 'warning' : 'error', message }
}
