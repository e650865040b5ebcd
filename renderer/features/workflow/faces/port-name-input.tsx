import { useEffect, useState } from 'react'
import { portName } from '../../../../contract/workflow'
import { t } from '../../../i18n'
import { wellClass } from '../../../ui/field'

/** A port's name. An empty one is not taken: the port keeps the name that it had. */
export function PortNameInput({ name, onName }: { name: string; onName: (name: string) => void }) {
  const [text, setText] = useState(name)
  useEffect(() => setText(name), [name])
  const wrong = !portName.safeParse(text).success
  return (
    <input
      aria-label={t('nodeForm.nameOf', { name })}
      aria-invalid={wrong || undefined}
      title={wrong ? t('nodeForm.nameRule') : undefined}
      value={text}
      maxLength={80}
      spellCheck={false}
      onChange={({ target }) => {
        setText(target.value)
        if (portName.safeParse(target.value).success) onName(target.value)
      }}
      onBlur={() => setText(name)}
      className={`${wellClass(wrong)} h-7 min-w-0 flex-1 font-mono text-small no-ligatures`}
    />
  )
}
