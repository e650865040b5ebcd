import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Tool } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/field'
import { JsonField } from '../../../ui/json-field'
import { Segmented } from '../../../ui/segmented'
import { Select } from '../../../ui/select'
import { Switch } from '../../../ui/switch'
import { placed } from './placed'
import { type Argument, argumentsOf, argumentTypes, parametersOf } from './tool-arguments'

interface ToolDialogProps {
  tool: Tool | null
  /** Names of the other tools. */
  taken: ReadonlySet<string>
  onClose: () => void
  onSave: (tool: Tool) => void
}

/** A tool as a form, or its JSON schema as text: two ways into the same thing. */
export function ToolDialog({ tool, taken, onClose, onSave }: ToolDialogProps) {
  const [name, setName] = useState(tool?.name ?? '')
  const [description, setDescription] = useState(tool?.description ?? '')
  const [parameters, setParameters] = useState<Record<string, unknown>>(
    tool?.parameters ?? { type: 'object', properties: {} },
  )
  const [way, setWay] = useState<'form' | 'text'>(argumentsOf(tool?.parameters ?? {}) ? 'form' : 'text')
  const list = argumentsOf(parameters)
  const problem = taken.has(name)
    ? t('editor.toolTaken', { name })
    : name !== '' && !/^[A-Za-z0-9_-]{1,64}$/.test(name)
      ? t('editor.toolName')
      : null
  return (
    <Dialog
      open
      onClose={onClose}
      title={tool ? t('editor.toolTitle', { name: tool.name }) : t('editor.addTool')}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            offBecause={name === '' ? t('editor.toolName') : problem}
            onClick={() => onSave({ ...tool, name, description, parameters })}
          >
            {t('editor.keepTool')}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <TextField
          label={t('editor.toolNameLabel')}
          mono
          value={name}
          maxLength={64}
          problem={problem}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={t('editor.purpose')}
          value={description}
          maxLength={2000}
          onChange={({ target }) => setDescription(target.value)}
        />
        <Segmented
          label={t('editor.argumentsAs')}
          value={list ? way : 'text'}
          onChange={setWay}
          options={[
            { value: 'form', label: t('editor.asForm') },
            { value: 'text', label: t('editor.asText') },
          ]}
        />
        {way === 'form' && list ? (
          <Arguments list={list} onChange={(next) => setParameters(parametersOf(parameters, next))} />
        ) : (
          <JsonField
            label={t('editor.jsonSchema')}
            value={parameters}
            rows={10}
            onChange={(schema) => setParameters(schema ?? { type: 'object', properties: {} })}
          />
        )}
      </div>
    </Dialog>
  )
}

function Arguments({ list, onChange }: { list: readonly Argument[]; onChange: (list: Argument[]) => void }) {
  const put = (index: number, changes: Partial<Argument>) =>
    onChange(list.map((each, at) => (at === index ? { ...each, ...changes } : each)))
  return (
    <div className="space-y-2">
      {placed(list).map(({ item: argument, index, key }) => (
        <fieldset
          key={key}
          aria-label={t('editor.argument', { number: index + 1 })}
          className="flex items-end gap-2"
        >
          <div className="min-w-0 flex-1">
            <TextField
              label={t('editor.argumentName')}
              mono
              value={argument.name}
              onChange={({ target }) => put(index, { name: target.value })}
            />
          </div>
          <div className="w-28">
            <Select
              label={t('editor.type')}
              value={argument.type}
              options={argumentTypes.map((type) => ({ value: type, label: type }))}
              onChange={(type) => put(index, { type })}
            />
          </div>
          <Switch
            label={t('editor.required')}
            checked={argument.required}
            onChange={(required) => put(index, { required })}
          />
          <IconButton
            icon={Trash2}
            label={t('editor.removeArgument', { name: argument.name })}
            onClick={() => onChange(list.filter((_, at) => at !== index))}
          />
        </fieldset>
      ))}
      <Button
        small
        icon={Plus}
        onClick={() => onChange([...list, { name: '', type: 'string', required: true, rest: {} }])}
      >
        {t('editor.addArgument')}
      </Button>
    </div>
  )
}
