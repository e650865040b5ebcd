import { type ReaderSays, type ReadTask, readAll } from './work'

const say = (what: ReaderSays) => self.postMessage(what)

self.addEventListener('message', ({ data }: MessageEvent<ReadTask>) => {
  say(readAll(data))
})
say('ready')
