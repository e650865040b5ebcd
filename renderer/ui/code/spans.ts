import type { Text } from '@codemirror/state'
import { type LiquidSpan, liquidSpans } from '../../../core/text-marks/liquid-spans'

const known = new WeakMap<Text, readonly LiquidSpan[]>()

/** The tags and outputs of a text; read once a text, however many ask while a key is being drawn. */
export function spansOf(doc: Text): readonly LiquidSpan[] {
  const spans = known.get(doc) ?? liquidSpans(doc.toString())
  known.set(doc, spans)
  return spans
}
