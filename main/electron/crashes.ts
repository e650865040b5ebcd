const most = 3
const withinMs = 60_000

/** Tells a page that died once from one that dies again and again; `now` in milliseconds of any clock. */
export function crashCounter() {
  let times: number[] = []
  return {
    /** Counts one crash; true where it was the third within a minute and starting again is of no use. */
    isLoop(now: number): boolean {
      times = [...times.filter((time) => now - time < withinMs), now]
      return times.length >= most
    },
  }
}
