import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert } from 'lucide-react'
import { t } from '../i18n'
import { Icon } from './icon'

const manager = Base.createToastManager()

/** One sentence at the lower right for six seconds, with at most one action. Announced politely. */
export function say(sentence: string, action?: { label: string; run: () => void }): void {
  const id = manager.add({
    title: sentence,
    timeout: 6000,
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.run()
              manager.close(id)
            },
          },
        }
      : {}),
  })
}

/**
 * Something did not happen: why, and what to do. Stays until it is read. Announced politely too: what interrupts is
 * hidden from screen readers while it stands there, with its button.
 */
export function sayProblem(sentence: string): void {
  manager.add({ title: sentence, type: 'problem', timeout: 0 })
}

export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport
          aria-label={t('frame.notifications')}
          className="fixed right-4 bottom-10 z-[var(--z-toast)] flex w-[340px] flex-col gap-2"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="popover transition-opacity duration-[var(--d-calm)] data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2.5 px-3 py-2">
        {toast.type === 'problem' && <Icon of={CircleAlert} className="mt-0.5 text-failed" />}
        <Base.Title className="min-w-0 flex-1 text-ui" />
        <Base.Action className="h-6 shrink-0 rounded-control px-2 text-small font-medium hover:bg-hover" />
        {toast.type === 'problem' && (
          <Base.Close className="h-6 shrink-0 rounded-control px-2 text-small font-medium hover:bg-hover">
            {t('common.close')}
          </Base.Close>
        )}
      </Base.Content>
    </Base.Root>
  ))
}
