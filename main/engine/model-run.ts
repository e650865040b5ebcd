import { isTextFile } from '../../core/models/abilities'
import type { MessagePart, ModelCall } from '../providers/provider'
import type { LiveRun } from './live-run'
import type { Prepared } from './prepared'

/** What is asked of the model: the resolved messages and their files under the document's settings. */
export function modelCall(run: LiveRun, { document, model, files }: Prepared): ModelCall {
  return {
    model,
    messages: run.messages.flatMap(({ role, text, files: attached = [] }) =>
      role === 'history'
        ? []
        : [
            {
              role,
              parts: [
                ...(text === '' && attached.length > 0 ? [] : [{ type: 'text' as const, text }]),
                ...attached.map((file) => filePart(file, files.get(file.hash) ?? new Uint8Array())),
              ],
            },
          ],
    ),
    settings: document.settings,
    stop: document.stop,
    tools: document.tools,
    signal: run.signal,
    ...(document.outputSchema === undefined ? {} : { outputSchema: document.outputSchema }),
  }
}

/** A text file is read by every model: as text, under its name. */
function filePart(
  file: { readonly name: string; readonly mediaType: string },
  data: Uint8Array,
): MessagePart {
  const { name, mediaType } = file
  return isTextFile(mediaType)
    ? { type: 'text', text: `\n\n${name}:\n${Buffer.from(data).toString('utf8')}` }
    : { type: 'file', name, mediaType, data }
}
