import { os } from '../router'
import type { Studio } from '../studio'

export function topicHandlers(studio: Studio) {
  return {
    // A window that shows another workspace watches anew: the stream belongs to the workspace it began in.
    watch: os.topics.watch.handler(async function* ({ context, signal }) {
      yield* studio.topics.watch(context.session.identity?.workspaceId ?? 'all', signal)
    }),
  }
}
