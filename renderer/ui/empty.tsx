import type { ReactNode } from 'react'
import { t } from '../i18n'

interface EmptyProps {
  title: string
  sentence: string
  action?: ReactNode
  children?: ReactNode
}

/** A ghost of the thing itself, one sentence, one action. */
export function Empty({ title, sentence, action, children }: EmptyProps) {
  return (
    <div className="mx-auto w-full max-w-[660px] px-6 pt-[10vh] pb-10">
      <div className="pl-[88px]">
        {children}
        <h2 className="mt-9 text-head font-strong tracking-(--track-head)">{title}</h2>
        <p className="mt-2 max-w-[52ch] text-ink-2">{sentence}</p>
        {action && <div className="mt-4 flex items-center gap-4">{action}</div>}
      </div>
    </div>
  )
}

const bar = (width: string) => <div className="skeleton h-2" style={{ width }} />

/** A manuscript before it is written: one hollow mark, a caret, lines to come. */
export function GhostManuscript() {
  return (
    <div aria-hidden className="-ml-[88px] flex">
      <div className="w-[72px] shrink-0 space-y-[92px] pt-1 pr-4 text-right text-small text-ink-3">
        <div className="truncate">{t('ui.role.system')}</div>
        <div className="truncate">{t('ui.role.user')}</div>
      </div>
      <div className="flex-1 space-y-4 border-l border-line-strong pb-1 pl-4">
        <div className="flex items-center font-mono text-head">
          {t('ui.ghostLine')}&nbsp;
          <span className="mark px-1" data-empty="true">
            <span className="mark-quiet">{'{{ '}</span>
            {t('ui.ghostName')}
            <span className="mark-quiet">{' }}'}</span>
          </span>
          <span className="ml-1.5 h-6 w-0.5 bg-ink" />
        </div>
        {bar('92%')}
        {bar('84%')}
        {bar('46%')}
        <div className="h-1" />
        {bar('70%')}
        {bar('88%')}
      </div>
    </div>
  )
}

/** A workflow before it is drawn: three boxes and the lines between them. */
export function GhostGraph() {
  return (
    <div aria-hidden className="-ml-[88px] flex items-center">
      {['input', 'step', 'output'].map((name, index) => (
        <div key={name} className="flex items-center">
          {index > 0 && <div className="w-14 border-t-[1.5px] border-dashed border-rule" />}
          <div className="h-[78px] w-[150px] space-y-3 rounded-card border border-dashed border-rule px-3 py-3.5">
            {bar('64%')}
            {bar(index === 1 ? '92%' : '48%')}
          </div>
        </div>
      ))}
    </div>
  )
}
