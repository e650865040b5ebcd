import type { ContextDocument, TemplateDocument } from '../../contract/template'
import { t } from '../i18n'
import { MarkedText } from './marked-text'

/** A document as it reads: roles small above, the words in mono with their marks. */
export function DocumentText({ document }: { document: TemplateDocument | ContextDocument }) {
  const parts =
    document.kind === 'context'
      ? [{ id: 'context', role: null, text: document.text }]
      : document.messages.map(({ id, role, text }) => ({ id, role, text }))
  const written = parts.some((part) => part.text.trim())
  return (
    <div className="space-y-4">
      {parts.map((part) => (
        <section key={part.id} aria-label={part.role ? t(`ui.role.${part.role}`) : t('common.text')}>
          {part.role && document.kind === 'template' && document.form === 'chat' && (
            <h3 className="mb-1 text-caption text-ink-3">{t(`ui.role.${part.role}`)}</h3>
          )}
          <div
            translate="no"
            className="font-mono text-[12.5px] leading-[22px] whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
          >
            <MarkedText text={part.text} />
          </div>
        </section>
      ))}
      {!written && <p className="text-ink-3">{t('ui.nothingWritten')}</p>}
    </div>
  )
}
