import type { VariableType } from '../../contract/vocabulary'

export const typeWords: Record<VariableType, string> = {
  text: 'text',
  long_text: 'long text',
  number: 'number',
  integer: 'integer',
  boolean: 'yes or no',
  date: 'date',
  choice: 'choice',
  list: 'list',
  json: 'JSON',
  file: 'file',
  image: 'image',
  secret: 'secret',
}
