import type { z } from 'zod'
import { code } from '../../../../../core/workflow/kinds/code'
import { t } from '../../../../i18n'
import { CodeField } from '../../../../ui/code/code-field'
import { pathCompletion, pathMarks } from '../../../../ui/code/paths'
import { script } from '../../../../ui/code/script'
import { NumberField } from '../../../../ui/number-field'
import { Segmented } from '../../../../ui/segmented'
import { type FormProps, formOf, useFormPlace } from '../form'
import { PortsTable } from '../ports-table'

const languages = ['javascript', 'typescript'] as const

export const CodeForm = formOf(code, (props) => (
  <>
    <Source {...props} />
    <PortsTable
      title={t('nodeForm.code.fields')}
      hint={t('nodeForm.code.fieldsHint')}
      fields={props.settings.fields}
      filled
      stem="value"
      problem={props.problem('fields')}
      onChange={(fields) => props.set({ fields })}
    />
    <PortsTable
      title={t('nodeForm.code.outputs')}
      hint={t('nodeForm.code.outputsHint')}
      fields={props.settings.outputs}
      stem="result"
      problem={props.problem('outputs')}
      onChange={(outputs) => props.set({ outputs })}
    />
    <NumberField
      label={t('nodeForm.timeout')}
      note={t('nodeForm.milliseconds')}
      least={1}
      most={60_000}
      whole
      value={props.settings.timeoutMs}
      onChange={(timeoutMs) => props.set({ timeoutMs: timeoutMs ?? 1_000 })}
    />
    <NumberField
      label={t('nodeForm.code.memory')}
      note={t('nodeForm.megabytes')}
      least={1}
      most={256}
      whole
      value={props.settings.memoryMb}
      onChange={(memoryMb) => props.set({ memoryMb: memoryMb ?? 16 })}
    />
  </>
))

function Source({ settings, set, problem }: FormProps<z.output<typeof code.settings>>) {
  const place = useFormPlace()
  const input = () => place.offers().filter(({ name }) => name === 'input')
  return (
    <CodeField
      label={t('nodeForm.code.source')}
      hint={t('nodeForm.code.hint')}
      example={t('nodeForm.code.example')}
      note={
        <Segmented
          label={t('nodeForm.code.language')}
          value={settings.language}
          options={languages.map((language) => ({ value: language, label: t(`nodeForm.code.${language}`) }))}
          onChange={(language) => set({ language })}
        />
      }
      tall
      value={settings.source}
      problem={problem('source')}
      extensions={() => [script(), pathMarks(['input']), pathCompletion(input)]}
      onWalk={place.walk}
      onChange={(source) => set({ source })}
    />
  )
}
