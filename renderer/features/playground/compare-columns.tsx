import { GitCompare } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n'
import { AnswerDiff } from '../../ui/answer-diff'
import { IconButton } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import type { ShownRun } from './run-store'
import type { Column } from './use-columns'

/** What two of the answers say differently. There once two columns have answered. */
export function CompareColumns({
  columns,
  shown,
}: {
  columns: readonly Column[]
  shown: readonly ShownRun[]
}) {
  const [open, setOpen] = useState(false)
  const [pair, setPair] = useState<readonly [number, number]>([0, 1])
  if (shown.filter(({ text, going }) => text !== '' && !going).length < 2) return null
  const options = columns.map(({ choice }, index) => ({
    value: String(index),
    label: `${index + 1}. ${choice?.model ?? ''}`,
  }))
  const [left = 0, right = 1] = pair.map((each) => Math.min(each, columns.length - 1))
  const side = (which: 0 | 1, at: number) => (
    <Select
      label={which === 0 ? t('playground.firstAnswer') : t('playground.secondAnswer')}
      value={String(at)}
      options={options}
      onChange={(value) => setPair(which === 0 ? [Number(value), right] : [left, Number(value)])}
    />
  )
  return (
    <>
      <IconButton icon={GitCompare} label={t('playground.compare')} onClick={() => setOpen(true)} />
      <Dialog open={open} onClose={() => setOpen(false)} title={t('playground.compareTitle')} wide>
        <div className="mb-3 grid grid-cols-2 gap-4">
          {side(0, left)}
          {side(1, right)}
        </div>
        <AnswerDiff before={shown[left]?.text ?? ''} after={shown[right]?.text ?? ''} />
      </Dialog>
    </>
  )
}
