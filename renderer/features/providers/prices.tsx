import { useMutation, useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { KnownModel } from '../../../contract/provider'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { count, none } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { say } from '../../ui/toast'

/** What each model holds, reads and costs. A price that is set here is used from then on; runs keep theirs. */
export function Prices() {
  const { queries } = useStudio()
  const models = useQuery(queries.provider.models.queryOptions())
  const [editing, setEditing] = useState<KnownModel | null>(null)
  return (
    <section aria-labelledby="prices-title">
      <h2 id="prices-title" className="border-b border-line-strong pb-1.5 text-title font-strong">
        {t('providers.prices')}
      </h2>
      {models.error && <Problem {...problemOf(models.error)} onRetry={() => void models.refetch()} />}
      {!models.data && !models.error && (
        <div className="py-5">
          <SkeletonLines label={t('providers.loadingModels')} widths={[74, 66]} />
        </div>
      )}
      {models.data?.length === 0 && <p className="py-4 text-ink-2">{t('providers.noModelsAtAll')}</p>}
      {models.data && models.data.length > 0 && (
        <table className="w-full table-fixed">
          <thead>
            <tr className="border-b border-line text-caption text-ink-3 [&>th]:py-1.5 [&>th]:font-regular">
              <th scope="col" className="text-left">
                {t('playground.model')}
              </th>
              <th scope="col" className="w-20 text-right">
                {t('providers.context')}
              </th>
              <th scope="col" className="w-32 pl-4 text-left">
                {t('providers.reads')}
              </th>
              <th scope="col" className="w-24 text-right">
                {t('providers.inputPrice')}
              </th>
              <th scope="col" className="w-24 text-right">
                {t('providers.outputPrice')}
              </th>
              <th scope="col" className="w-20 text-right">
                <span className="sr-only">{t('providers.change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {models.data.map((model) => (
              <ModelRow
                key={`${model.connectionId} ${model.model}`}
                model={model}
                onEdit={() => setEditing(model)}
              />
            ))}
          </tbody>
        </table>
      )}
      <p className="pt-2 text-caption text-ink-3">{t('providers.pricesHint')}</p>
      {editing && <PriceDialog model={editing} onClose={() => setEditing(null)} />}
    </section>
  )
}

function ModelRow({ model, onEdit }: { model: KnownModel; onEdit: () => void }) {
  const { price, overridden, simulated } = model
  const reads = [
    t('ui.type.text'),
    ...(model.takesImages ? [t('providers.pictures')] : []),
    ...(model.takesFiles ? ['PDF'] : []),
  ].join(', ')
  const amount = (value: string | null | undefined) =>
    value === null || value === undefined ? (
      <span className="text-ink-3">{t('format.unknown')}</span>
    ) : (
      <span translate="no">
        {value} {price?.currency}
      </span>
    )
  return (
    <tr className="border-b border-line [&>td]:py-1.5">
      <td className="truncate pr-2">
        <span translate="no" className="font-mono text-small">
          {model.model}
        </span>
        <span translate="no" className="ml-2 text-caption text-ink-3">
          {model.connectionName}
        </span>
      </td>
      <td className="tabular text-right">
        {model.contextWindow === null ? none : count(model.contextWindow)}
      </td>
      <td className="truncate pl-4 text-small text-ink-2">{reads}</td>
      <td className="tabular text-right">{amount(price?.input)}</td>
      <td className="tabular text-right">{amount(price?.output)}</td>
      <td className="text-right">
        {simulated ? (
          <span className="text-caption text-ink-3">{t('ui.ledger.simulated')}</span>
        ) : (
          <span className="inline-flex items-center gap-1">
            {overridden && <span className="text-caption text-ink-2">{t('providers.own')}</span>}
            <IconButton
              icon={Pencil}
              label={t('providers.editPrice', { model: model.model })}
              onClick={onEdit}
            />
          </span>
        )}
      </td>
    </tr>
  )
}

const amountPattern = /^\d{1,9}(\.\d{1,9})?$/

function PriceDialog({ model, onClose }: { model: KnownModel; onClose: () => void }) {
  const { client } = useStudio()
  const field = useRef<HTMLInputElement>(null)
  const [input, setInput] = useState(model.price?.input ?? '')
  const [output, setOutput] = useState(model.price?.output ?? '')
  const [cached, setCached] = useState(model.price?.cached ?? '')
  const [currency, setCurrency] = useState(model.price?.currency ?? 'USD')
  const save = useMutation({
    mutationFn: async (back: boolean) => {
      const { connectionId, model: name } = model
      const price = back ? null : { input, output, cached: cached.trim() || null, currency }
      const command = { commandId: uuidv7(), connectionId, model: name, price }
      await surely(() => client.provider.setPrice(command))
      say(t('providers.priceKept', { model: name }))
      onClose()
    },
  })
  const wrong = (value: string, optional = false) =>
    (optional && !value.trim()) || amountPattern.test(value) ? null : t('providers.amount')
  const currencyWrong = /^[A-Z]{3}$/.test(currency) ? null : t('providers.currencyHint')
  const off = wrong(input) ?? wrong(output) ?? wrong(cached, true) ?? currencyWrong
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!off) save.mutate(false)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('providers.priceTitle', { model: model.model })}
      initialFocus={field}
    >
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{t('providers.perMillion')}</p>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            ref={field}
            label={t('providers.inputPrice')}
            mono
            inputMode="decimal"
            value={input}
            problem={input ? wrong(input) : null}
            onChange={(event) => setInput(event.target.value)}
          />
          <TextField
            label={t('providers.outputPrice')}
            mono
            inputMode="decimal"
            value={output}
            problem={output ? wrong(output) : null}
            onChange={(event) => setOutput(event.target.value)}
          />
          <TextField
            label={t('providers.cachedPrice')}
            note={t('common.optional')}
            mono
            inputMode="decimal"
            value={cached}
            problem={wrong(cached, true)}
            onChange={(event) => setCached(event.target.value)}
          />
          <TextField
            label={t('providers.currency')}
            mono
            maxLength={3}
            value={currency}
            problem={currencyWrong}
            onChange={(event) => setCurrency(event.target.value.toUpperCase())}
          />
        </div>
        {save.error && (
          <p role="alert" className="text-failed">
            {problemOf(save.error).sentence}
          </p>
        )}
        <DialogActions>
          {model.overridden && <Button onClick={() => save.mutate(true)}>{t('providers.backToList')}</Button>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" offBecause={off}>
            {t('providers.savePrice')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
