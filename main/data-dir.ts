import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the studio keeps its data when nobody says otherwise: the folder each system gives to programs.
 * `environment`, `platform` and `home` are parameters so that every system can be tested on one.
 */
export function defaultDataDir(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'PromptStudio')
  if (platform === 'win32') {
    return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'PromptStudio')
  }
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'PromptStudio')
}
