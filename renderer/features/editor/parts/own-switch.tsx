import { t } from '../../../i18n'
import { Button } from '../../../ui/button'

/** A part that follows the base, and the way to write it here instead. */
export const OwnSwitch = ({ onOwn }: { onOwn: () => void }) => (
  <div className="space-y-2">
    <p className="text-ink-2">{t('editor.followsBaseSentence')}</p>
    <Button small onClick={onOwn}>
      {t('editor.writeOwn')}
    </Button>
  </div>
)
