import { type LayoutTask, layOut } from './lay-out'

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => self.postMessage(layOut(data))
