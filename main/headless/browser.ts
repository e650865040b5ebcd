import { spawn } from 'node:child_process'

/** The program that opens an address in the default browser; null where nobody could see it. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): readonly [string, ...string[]] | null {
  if (platform === 'darwin') return ['open', address]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return null
  return ['xdg-open', address]
}

/** Opens the default browser where there is one. The printed address is there for everybody else. */
export function openInBrowser(address: string): void {
  const command = browserCommand(address)
  if (!command) return
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
