import type { Choices, Conflict, MergedText } from '../../../../core/merge/merge'
import type { Choice, TextPiece } from '../../../../core/merge/text'
import { t } from '../../../i18n'
import { keyed } from '../../../ui/keyed'
import type { Writing } from '../document'
import { ConflictBox } from './conflict-box'

interface MergedTextViewProps {
  text: MergedText
  document: Writing
  conflicts: readonly Conflict[]
  choices: Choices
  onChoose: (id: string, choice: Choice | null) => void
}

const looks: Record<Exclude<TextPiece['kind'], 'conflict'>, string> = {
  same: 'border-transparent',
  mine: 'border-mine-line bg-mine',
  theirs: 'border-theirs-line bg-theirs',
  both: 'border-line-strong bg-panel',
  merged: 'border-line-strong bg-panel',
}

/** A text that both sides changed, in one column: mine blue, theirs ochre, each conflict where it stands. */
export function MergedTextView({ text, document, conflicts, choices, onChoose }: MergedTextViewProps) {
  const numbers = text.pieces.map(
    (_, index) => text.pieces.slice(0, index).filter(({ kind }) => kind === 'conflict').length,
  )
  return (
    <section aria-label={nameOf(text.path, document)}>
      <h3 className="mb-1 text-caption text-ink-3">{nameOf(text.path, document)}</h3>
      <div className="border-y border-line py-1 font-mono text-[12.5px] leading-[22px]">
        {keyed([...text.pieces]).map(({ key, item }, index) => {
          if (item.kind !== 'conflict') return <Piece key={key} kind={item.kind} text={item.text} />
          const conflict = conflicts[numbers[index] ?? 0]
          return (
            conflict && (
              <div key={conflict.id} className="font-sans text-ui">
                <ConflictBox
                  conflict={conflict}
                  choice={choices[conflict.id]}
                  onChoose={(choice) => onChoose(conflict.id, choice)}
                />
              </div>
            )
          )
        })}
      </div>
    </section>
  )
}

function Piece({ kind, text }: { kind: keyof typeof looks; text: string }) {
  const said =
    kind === 'mine' ? t('editor.mineDraft') : kind === 'theirs' ? t('editor.theirsShort') : undefined
  return (
    <pre
      translate="no"
      title={said}
      className={`border-l-2 px-2 whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere] ${looks[kind]}`}
    >
      {kind === 'same' ? shortened(text) : text}
    </pre>
  )
}

/** What nobody touched only shows where one is. */
function shortened(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n')
  return lines.length <= 6 ? text : [...lines.slice(0, 3), '…', ...lines.slice(-3)].join('\n')
}

function nameOf(path: string, document: Writing): string {
  const id = /^messages\[([^\]]*)\]/.exec(path)?.[1]
  if (id === undefined || document.kind !== 'template') return t('common.text')
  const message = document.messages.find((each) => each.id === id)
  return message?.name || (message ? t(`ui.role.${message.role}`) : t('common.text'))
}
