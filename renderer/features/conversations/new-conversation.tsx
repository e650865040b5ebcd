import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Labelled, TextField } from '../../ui/field'
import { Mark } from '../../ui/mark'
import { ModelField } from '../../ui/model-field'
import { Select } from '../../ui/select'
import { useModels } from './use-models'

const none = 'none'

/** With which model, and on which template: its messages come first, with these values. */
export function NewConversation({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { client, queries } = useStudio()
  const field = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState('')
  const [templateId, setTemplateId] = useState<string | null>(null)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const { choice, choose } = useModels(null)
  const templates = useQuery(
    queries.entity.list.queryOptions({ input: { types: ['template'], sort: 'updated', limit: 200 } }),
  )
  const detail = useQuery(
    queries.entity.get.queryOptions({ input: { id: templateId ?? '' }, enabled: templateId !== null }),
  )
  const document = detail.data?.document
  const variables = document?.kind === 'template' && templateId ? variablesBefore(document) : []
  const make = useMutation({
    mutationFn: async (input: { commandId: string; id: string }) => {
      if (!choice) return
      const given = title.trim() || detail.data?.title || t('conversations.untitled')
      await surely(() =>
        client.conversation.create({ ...input, title: given, templateId, values: { ...values }, choice }),
      )
      onMade(input.id)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({ commandId: uuidv7(), id: uuidv7() })
  }
  return (
    <Dialog open onClose={onClose} title={t('conversations.new')} initialFocus={field}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          ref={field}
          label={t('conversations.titleField')}
          note={t('common.optional')}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Labelled label={t('conversations.template')}>
          {(ids) => (
            <Select
              {...ids}
              label={t('conversations.template')}
              value={templateId ?? none}
              options={[
                { value: none, label: t('conversations.noTemplate') },
                ...(templates.data?.items.map((item) => ({ value: item.id, label: item.title })) ?? []),
              ]}
              onChange={(value) => setTemplateId(value === none ? null : value)}
            />
          )}
        </Labelled>
        {variables.map((variable) => (
          <TextField
            key={variable.name}
            label={<Mark name={variable.name} />}
            note={variable.required ? undefined : t('common.optional')}
            value={values[variable.name] ?? (variable.default === undefined ? '' : String(variable.default))}
            onChange={({ target }) => setValues((now) => ({ ...now, [variable.name]: target.value }))}
          />
        ))}
        <ModelField choice={choice} onChange={choose} />
        {make.error && (
          <p role="alert" className="text-failed">
            {problemOf(make.error).sentence}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            offBecause={choice ? (make.isPending ? t('common.beingSaved') : null) : t('playground.noModel')}
          >
            {t('conversations.make')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface Before {
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  readonly variables: readonly {
    readonly name: string
    readonly required: boolean
    readonly default?: unknown
  }[]
}

/** What the messages before the history ask for. */
function variablesBefore({ messages, variables }: Before) {
  const at = messages.findIndex(({ role }) => role === 'history')
  const used = (at < 0 ? messages : messages.slice(0, at)).map(({ text }) => text).join('\n')
  return variables.filter(({ name }) => used.includes(name))
}
