/** What was found on this machine. */
export interface Found {
  browser: boolean
  headless: boolean
  electron: boolean
  root: boolean
  display: boolean
  runtime: boolean
  failedBefore: boolean
}
export function chooseDoor(found: Found): { door: 'electron' | 'fetch' | 'browser'; reason: string }
export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean
export const fetchFailed: string
