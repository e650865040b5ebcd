import { about } from './about'
import { conversation } from './conversation'
import { draft } from './draft'
import { entity } from './entity'
import { exchange } from './exchange'
import { file } from './file'
import { workflow } from './flow'
import { job } from './job'
import { notification } from './notification'
import { provider } from './provider'
import { run } from './run'
import { sql } from './sql'
import { variable } from './variable'
import { topics, vault } from './vault'
import { workflowRun } from './workflow-run'
import { session, workspace } from './workspace'
import { template } from './writing'

/** The one typed contract. A method is declared here once; handlers, clients and doors are derived from it. */
export const contract = {
  session,
  workspace,
  entity,
  variable,
  draft,
  template,
  run,
  workflowRun,
  conversation,
  exchange,
  file,
  provider,
  vault,
  job,
  notification,
  about,
  sql,
  workflow,
  topics,
}
export type Contract = typeof contract
