/**
 * Works through `items` in order, `atOnce` of them at the same time. After a failure no further item is begun, and only
 * when those under way have ended does it reject with the first error: nothing of it goes on behind its caller's back,
 * who may then clean up.
 */
export async function eachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items].reverse()
  let failed: { error: unknown } | undefined
  const worker = async () => {
    while (waiting.length > 0 && !failed) {
      try {
        await work(waiting.pop() as T)
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failed) throw (failed as { error: unknown }).error
}
