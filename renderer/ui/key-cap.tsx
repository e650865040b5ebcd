import clsx from 'clsx'

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** `Mod+Enter` as this machine writes it: Ctrl ↵, or ⌘ ↵ on a Mac. */
export function keyText(key: string): string {
  return key
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(' ')
}

const names: Record<string, string> = {
  Mod: mac ? '⌘' : 'Ctrl',
  Shift: mac ? '⇧' : 'Shift',
  Alt: mac ? '⌥' : 'Alt',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

export function KeyCap({ of, onInk = false }: { of: string; onInk?: boolean }) {
  return (
    <kbd
      aria-hidden
      className={clsx(
        'rounded-[3px] border border-b-[1.5px] px-1 font-sans text-caption leading-[15px] whitespace-nowrap',
        onInk ? 'border-on-ink/40 text-on-ink/85' : 'border-line-strong text-ink-2',
      )}
    >
      {keyText(of)}
    </kbd>
  )
}
