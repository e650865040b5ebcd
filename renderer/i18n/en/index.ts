import { command } from './command'
import { common } from './common'
import { conversations } from './conversations'
import { definition } from './definition'
import { editor } from './editor'
import { exchange } from './exchange'
import { firstRun } from './first-run'
import { format } from './format'
import { frame } from './frame'
import { jobs, notifications } from './jobs'
import { keys } from './keys'
import { library } from './library'
import { nodeForm } from './node-form'
import { palette } from './palette'
import { playground } from './playground'
import { providers } from './providers'
import { runs } from './runs'
import { settings } from './settings'
import { ui } from './ui'
import { variableSet } from './variable-set'
import { vault } from './vault'
import { workflow } from './workflow'
import { workflowRun } from './workflow-run'
import { workflowTest } from './workflow-test'
import { workspace } from './workspace'

/** Every string of the screens in English, a file a feature. Types and every other language follow this one. */
export const en = {
  command,
  common,
  conversations,
  definition,
  editor,
  exchange,
  firstRun,
  format,
  frame,
  jobs,
  keys,
  library,
  nodeForm,
  notifications,
  palette,
  playground,
  providers,
  runs,
  settings,
  ui,
  variableSet,
  vault,
  workflow,
  workflowRun,
  workflowTest,
  workspace,
}
