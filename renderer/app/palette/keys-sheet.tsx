import { type Command, commands } from '../../../core/commands'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { KeyCap } from '../../ui/key-cap'
import { keyOf } from '../commands'

const menus: readonly Command['menu'][] = ['file', 'edit', 'run', 'view', 'help']

/** Every command with its key, by menu; what has no key is there too, so that one can be given. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.title')}
      wide
      reading
      foot={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className="columns-2 gap-10">
        {menus.map((menu) => {
          const inMenu = commands.filter((command) => command.menu === menu)
          if (inMenu.length === 0) return null
          return (
            <section key={menu} aria-label={t(`keys.menu.${menu}`)} className="mb-5 break-inside-avoid">
              <h3 className="border-b border-line-strong pb-1 font-strong">{t(`keys.menu.${menu}`)}</h3>
              <dl>
                {inMenu.map(({ id }) => {
                  const keys = keyOf(id)
                  return (
                    <div key={id} className="flex h-8 items-center justify-between border-b border-line">
                      <dt>{t(`command.${id}`)}</dt>
                      <dd>{keys ? <KeyCap of={keys} /> : <span className="text-ink-3">–</span>}</dd>
                    </div>
                  )
                })}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
