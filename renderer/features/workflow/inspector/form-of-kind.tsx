import type { NodeKind } from '../../../../contract/workflow'
import type { NodeFormProps } from '../faces/form'
import { forms } from '../faces/forms'

export default function FormOfKind({ kind, ...form }: NodeFormProps & { kind: NodeKind }) {
  const Form = forms[kind]
  return <Form {...form} />
}
