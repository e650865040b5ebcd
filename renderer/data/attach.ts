import type { FileRef } from '../../contract/file'
import { maxFileBytes } from '../../contract/vocabulary'
import { t } from '../i18n'
import { sayProblem } from '../ui/toast'
import { problemOf } from './problem'
import type { StudioClient } from './studio'

/** Types that browsers do not know by name, told by how the file's name ends. */
const byEnding: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  txt: 'text/plain',
}

/** Hands chosen files to the studio; one that it does not take is named in a sentence, the others are kept. */
export async function attachFiles(client: StudioClient, chosen: FileList | null): Promise<FileRef[]> {
  const made: FileRef[] = []
  for (const file of chosen ?? []) {
    if (file.size > maxFileBytes) {
      sayProblem(t('ui.fileTooLarge', { name: file.name }))
      continue
    }
    const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
    const mediaType = file.type || byEnding[ending] || 'application/octet-stream'
    try {
      const data = base64(new Uint8Array(await file.arrayBuffer()))
      made.push(await client.file.put({ name: file.name.slice(-200), mediaType, data }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return made
}

/** Bytes as they travel in JSON. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  }
  return btoa(text)
}
