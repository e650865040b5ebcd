import { useQuery } from '@tanstack/react-query'
import { uuidv7 } from 'uuidv7'
import type { Base, TemplateDocument } from '../../../../contract/template'
import { blocksOf } from '../../../../core/template/blocks'
import { messageName } from '../../../../core/template/inherit'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Labelled, wellClass } from '../../../ui/field'
import { Menu, MenuItem } from '../../../ui/menu'
import { Section } from '../../../ui/section'
import { Select } from '../../../ui/select'
import { useDocument } from '../store'
import type { PartProps } from './own'

/** What the template is built on: which template, which of its versions, and what is changed of its messages. */
export function BasePart({ document, base, change }: PartProps) {
  const problem = useDocument((state) => state.around?.baseProblem ?? null)
  const title = useDocument((state) => state.around?.base?.title ?? null)
  const number = useDocument((state) => state.around?.base?.number ?? null)
  const link = document.base
  const follows =
    link && title !== null && number !== null ? t('editor.followsVersion', { title, number }) : undefined
  return (
    <Section title={t('editor.field.base')} note={link ? (title ?? undefined) : undefined}>
      <ChooseBase document={document} change={change} />
      {problem && <p className="text-small text-failed">{problem}</p>}
      {link && (
        <>
          {follows && <p className="text-small text-ink-2">{follows}</p>}
          <Follow link={link} change={change} />
          {base && <BaseMessages document={document} base={base} change={change} />}
          {base && <Blocks link={link} base={base} change={change} />}
        </>
      )}
    </Section>
  )
}

const nobody = 'none'

function ChooseBase({ document, change }: Pick<PartProps, 'document' | 'change'>) {
  const { queries } = useStudio()
  const entityId = useDocument((state) => state.entityId)
  const list = useQuery(
    queries.entity.list.queryOptions({
      input: { types: ['template'], deep: true, limit: 200, sort: 'title' },
    }),
  )
  const chosen = document.base?.templateId ?? nobody
  const options = (list.data?.items ?? [])
    .filter(({ id }) => id !== entityId)
    .map(({ id, title }) => ({ value: id, label: title }))
  const choose = (id: string) =>
    change(({ base: _old, ...now }) => (id === nobody ? withoutPlaces(now) : { ...now, base: linkTo(id) }))
  return (
    <Select
      label={t('editor.baseTemplate')}
      value={chosen}
      options={[{ value: nobody, label: t('editor.noBase') }, ...options]}
      onChange={choose}
    />
  )
}

const linkTo = (templateId: string): Base => ({
  templateId,
  follow: { by: 'latest' },
  dropped: [],
  blocks: {},
  own: [],
})

/** Without a base a message stands where it stands. */
const withoutPlaces = (document: TemplateDocument): TemplateDocument => ({
  ...document,
  messages: document.messages.map(({ at: _at, ...message }) => message),
})

function Follow({ link, change }: { link: Base; change: PartProps['change'] }) {
  const { queries } = useStudio()
  const labels = useQuery(queries.template.labels.queryOptions({ input: { id: link.templateId } })).data ?? []
  const around = useDocument((state) => state.around?.base ?? null)
  const { follow } = link
  const value =
    follow.by === 'latest'
      ? 'latest'
      : follow.by === 'label'
        ? `label ${follow.label}`
        : `version ${follow.versionId}`
  const pinned = follow.by === 'version' ? follow.versionId : (around?.versionId ?? null)
  const put = (next: Base['follow']) =>
    change((now) => (now.base ? { ...now, base: { ...now.base, follow: next } } : now))
  return (
    <Select
      label={t('editor.whichVersion')}
      value={value}
      options={[
        { value: 'latest', label: t('editor.followLatest') },
        ...(pinned && around
          ? [{ value: `version ${pinned}`, label: t('editor.followPinned', { number: around.number }) }]
          : []),
        ...labels.map(({ name }) => ({ value: `label ${name}`, label: t('editor.followLabel', { name }) })),
      ]}
      onChange={(next) => {
        if (next === 'latest') put({ by: 'latest' })
        else if (next.startsWith('label ')) put({ by: 'label', label: next.slice(6) })
        else put({ by: 'version', versionId: next.slice(8) })
      }}
    />
  )
}

interface MessagesProps {
  document: TemplateDocument
  base: TemplateDocument
  change: PartProps['change']
}

function BaseMessages({ document, base, change }: MessagesProps) {
  const dropped = new Set(document.base?.dropped)
  const add = (name: string, how: 'replace' | 'before' | 'after', text: string) =>
    change((now) => {
      const role = base.messages.find((each) => messageName(each) === name)?.role ?? 'user'
      const message = { id: uuidv7(), role, text, at: { change: how, name } }
      return { ...now, form: 'chat', messages: [...now.messages, message] }
    })
  const drop = (name: string, gone: boolean) =>
    change((now) => {
      if (!now.base) return now
      const others = now.base.dropped.filter((each) => each !== name)
      return { ...now, base: { ...now.base, dropped: gone ? [...others, name] : others } }
    })
  const reset = (name: string) => {
    drop(name, false)
    change((now) => ({
      ...now,
      messages: now.messages.filter(({ at }) => at?.change !== 'replace' || at.name !== name),
    }))
  }
  return (
    <Labelled label={t('editor.baseMessages')}>
      {() => (
        <ul className="space-y-0.5">
          {base.messages.map((message) => {
            const name = messageName(message)
            const replaced = document.messages.some(({ at }) => at?.change === 'replace' && at.name === name)
            const shown = message.name || t(`ui.role.${message.role}`)
            const state = dropped.has(name)
              ? t('editor.dropped')
              : replaced
                ? t('editor.replaced')
                : t('editor.followsBase')
            return (
              <li key={message.id} className="flex items-center gap-1.5">
                <span
                  className={`min-w-0 flex-1 truncate text-small ${dropped.has(name) ? 'line-through' : ''}`}
                >
                  {shown}
                </span>
                <span className="text-caption text-ink-3">{state}</span>
                <Menu
                  trigger={
                    <Button small look="quiet" aria-label={t('editor.changeMessage', { name: shown })}>
                      …
                    </Button>
                  }
                >
                  <MenuItem
                    disabled={replaced || dropped.has(name)}
                    onClick={() => add(name, 'replace', message.text)}
                  >
                    {t('editor.replaceMessage')}
                  </MenuItem>
                  <MenuItem onClick={() => add(name, 'before', '')}>{t('editor.addBefore')}</MenuItem>
                  <MenuItem onClick={() => add(name, 'after', '')}>{t('editor.addAfter')}</MenuItem>
                  <MenuItem disabled={dropped.has(name)} onClick={() => drop(name, true)}>
                    {t('editor.dropMessage')}
                  </MenuItem>
                  <MenuItem disabled={!replaced && !dropped.has(name)} onClick={() => reset(name)}>
                    {t('editor.resetToBase')}
                  </MenuItem>
                </Menu>
              </li>
            )
          })}
        </ul>
      )}
    </Labelled>
  )
}

function Blocks({ link, base, change }: { link: Base; base: TemplateDocument; change: PartProps['change'] }) {
  const blocks = new Map(base.messages.flatMap(({ text }) => [...blocksOf(text)]))
  const put = (name: string, text: string) =>
    change((now) => {
      if (!now.base) return now
      const { [name]: _old, ...others } = now.base.blocks
      return { ...now, base: { ...now.base, blocks: text === '' ? others : { ...others, [name]: text } } }
    })
  return [...blocks].map(([name, text]) => (
    <Labelled
      key={name}
      label={t('editor.block', { name })}
      note={name in link.blocks ? t('editor.ownText') : t('editor.followsBase')}
    >
      {(ids) => (
        <textarea
          {...ids}
          rows={2}
          value={link.blocks[name] ?? ''}
          placeholder={text}
          onChange={({ target }) => put(name, target.value)}
          className={`${wellClass()} block resize-y py-1 font-mono no-ligatures`}
        />
      )}
    </Labelled>
  ))
}
