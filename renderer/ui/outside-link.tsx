import { useState } from 'react'
import { t } from '../i18n'
import { Button } from './button'
import { Dialog, DialogActions } from './dialog'

/** A link that a model wrote: it says where it leads and asks, since nobody vouches for it. */
export function OutsideLink({ label, address }: { label: string; address: string }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button
        type="button"
        title={address}
        onClick={() => setAsking(true)}
        className="inline rounded-control text-left underline decoration-line-strong underline-offset-4"
      >
        {label}
      </button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('ui.link.title')}>
        <p className="mb-2">{t('ui.link.sentence')}</p>
        <p
          translate="no"
          className="rounded-control bg-well p-2 font-mono text-small [overflow-wrap:anywhere]"
        >
          {address}
        </p>
        <DialogActions>
          <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            onClick={() => {
              setAsking(false)
              window.open(address, '_blank', 'noopener,noreferrer')
            }}
          >
            {t('ui.link.open')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
