import { t } from '../../i18n'
import { MarkedText } from '../../ui/marked-text'
import type { Writing } from './document'

interface Part {
  key: string
  name: string
  mine: string | null
  theirs: string | null
}

/** Two documents beside each other: what differs is shown on both sides, what is equal is only named. */
export function TwoTexts({
  mine,
  theirs,
  names,
}: {
  mine: Writing
  theirs: Writing
  names: [string, string]
}) {
  const parts = partsOf(mine, theirs)
  const different = parts.filter((part) => part.mine !== part.theirs)
  const equal = parts.filter((part) => part.mine === part.theirs).map((part) => part.name)
  return (
    <>
      <div className="grid grid-cols-2 gap-x-5 gap-y-4">
        {names.map((name) => (
          <h3 key={name} className="font-medium">
            {name}
          </h3>
        ))}
        {different.map((part) => (
          <div key={part.key} className="contents">
            <Side part={part.name} text={part.mine} look="border-mine-line bg-mine/40" />
            <Side part={part.name} text={part.theirs} look="border-theirs-line bg-theirs/40" />
          </div>
        ))}
      </div>
      <p className="mt-4 text-ink-2">
        {different.length === 0
          ? t('editor.sameWords')
          : equal.length > 0 && t('editor.sameInBoth', { parts: equal.join(', ') })}
      </p>
    </>
  )
}

function Side({ part, text, look }: { part: string; text: string | null; look: string }) {
  return (
    <section aria-label={part} className={`min-w-0 border-l-2 py-1 pl-3 ${look}`}>
      <h4 className="text-caption text-ink-3">{part}</h4>
      {text === null ? (
        <p className="text-ink-3 italic">{t('editor.notThere')}</p>
      ) : (
        <div
          translate="no"
          className="font-mono text-[12.5px] leading-[22px] whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          <MarkedText text={text} />
        </div>
      )}
    </section>
  )
}

function partsOf(mine: Writing, theirs: Writing): Part[] {
  const left = textsOf(mine)
  const right = textsOf(theirs)
  const keys = new Set([...left.keys(), ...right.keys()])
  return [...keys].map((key) => ({
    key,
    name: left.get(key)?.name ?? right.get(key)?.name ?? '',
    mine: left.get(key)?.text ?? null,
    theirs: right.get(key)?.text ?? null,
  }))
}

function textsOf(document: Writing): Map<string, { name: string; text: string }> {
  if (document.kind === 'context') return new Map([['text', { name: t('common.text'), text: document.text }]])
  return new Map(document.messages.map(({ id, role, text }) => [id, { name: t(`ui.role.${role}`), text }]))
}
