import type { ComponentType } from 'react'
import type { NodeKind } from '../../../../contract/workflow'
import type { NodeFormProps } from './form'
import { AggregateForm } from './kinds/aggregate'
import { CodeForm } from './kinds/code'
import { ConditionForm } from './kinds/condition'
import { ContextForm } from './kinds/context'
import { DelayForm } from './kinds/delay'
import { ExtractForm } from './kinds/extract'
import { GroupForm } from './kinds/group'
import { HttpForm } from './kinds/http'
import { HumanInputForm } from './kinds/human-input'
import { InputForm } from './kinds/input'
import { LoopForm } from './kinds/loop'
import { MapForm } from './kinds/map'
import { MergeForm } from './kinds/merge'
import { ModelCallForm } from './kinds/model-call'
import { NoteForm } from './kinds/note'
import { OutputForm } from './kinds/output'
import { ScoreForm } from './kinds/score'
import { SearchForm } from './kinds/search'
import { SubworkflowForm } from './kinds/subworkflow'
import { SwitchForm } from './kinds/switch'
import { TemplateForm } from './kinds/template'
import { TextForm } from './kinds/text'
import { VariableRowForm } from './kinds/variable-row'

/** Every kind's form. Total: a kind without one does not compile. */
export const forms: Readonly<Record<NodeKind, ComponentType<NodeFormProps>>> = {
  input: InputForm,
  output: OutputForm,
  template: TemplateForm,
  model_call: ModelCallForm,
  context: ContextForm,
  variable_row: VariableRowForm,
  text: TextForm,
  condition: ConditionForm,
  switch: SwitchForm,
  map: MapForm,
  loop: LoopForm,
  merge: MergeForm,
  aggregate: AggregateForm,
  subworkflow: SubworkflowForm,
  search: SearchForm,
  http: HttpForm,
  code: CodeForm,
  extract: ExtractForm,
  score: ScoreForm,
  human_input: HumanInputForm,
  delay: DelayForm,
  note: NoteForm,
  group: GroupForm,
}
