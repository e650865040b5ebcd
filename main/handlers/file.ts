import { notFound } from '../failure'
import { os } from '../router'
import { callerOf, type Studio } from '../studio'

export function fileHandlers(studio: Studio) {
  return {
    put: os.file.put.handler(async ({ context, input }) => {
      const { name, mediaType, data } = input
      const caller = await callerOf(studio, context.session)
      return studio.blobs.put(caller, { name, mediaType, data: Buffer.from(data, 'base64') })
    }),
    get: os.file.get.handler(async ({ context, input }) => {
      const found = await studio.blobs.read(await callerOf(studio, context.session), input.hash)
      if (!found) throw notFound('file', input.hash)
      const { mediaType, size, data } = found
      return { mediaType, size, data: Buffer.from(data).toString('base64') }
    }),
  }
}
