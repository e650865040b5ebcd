import { type ReadTask, readAll } from './work'

self.addEventListener('message', ({ data }: MessageEvent<ReadTask>) => {
  self.postMessage(readAll(data))
})
