import { http } from '../../../../../core/workflow/kinds/http'
import { t } from '../../../../i18n'
import { Labelled } from '../../../../ui/field'
import { NumberField } from '../../../../ui/number-field'
import { Select } from '../../../../ui/select'
import { formOf } from '../form'
import { HeaderList } from '../header-list'
import { LiquidField } from '../liquid-field'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const
const without = new Set<string>(['GET', 'HEAD'])

export const HttpForm = formOf(http, ({ settings, set, problem }) => (
  <>
    <Labelled label={t('nodeForm.http.method')}>
      {({ id }) => (
        <Select
          id={id}
          label={t('nodeForm.http.method')}
          value={settings.method}
          options={methods.map((method) => ({ value: method, label: method }))}
          onChange={(method) => set({ method })}
        />
      )}
    </Labelled>
    <LiquidField
      line
      label={t('nodeForm.http.url')}
      hint={t('nodeForm.http.urlHint')}
      example="https://api.example.com/{{ id }}"
      text={settings.url}
      problem={problem('url')}
      onChange={(url) => set({ url })}
    />
    <HeaderList headers={settings.headers} problem={problem} onChange={(headers) => set({ headers })} />
    {(!without.has(settings.method) || settings.body !== '') && (
      <LiquidField
        label={t('nodeForm.http.body')}
        text={settings.body}
        problem={problem('body')}
        onChange={(body) => set({ body })}
      />
    )}
    <NumberField
      label={t('nodeForm.timeout')}
      note={t('nodeForm.milliseconds')}
      least={1}
      most={600_000}
      whole
      value={settings.timeoutMs}
      onChange={(timeoutMs) => set({ timeoutMs: timeoutMs ?? 30_000 })}
    />
  </>
))
