import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { object, stamps } from './columns'
import { entity } from './entity'
import { within } from './scope'
import { workspaceId } from './workspace'

/** Projection of a workflow's head document. A node's id is unique in its workflow: a copy keeps its nodes' ids. */
export const flowNode = pgTable(
  'flow_node',
  {
    workspaceId: workspaceId(),
    workflowId: uuid().notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    label: text(),
    x: doublePrecision().notNull(),
    y: doublePrecision().notNull(),
    width: doublePrecision(),
    height: doublePrecision(),
    colour: text(),
    icon: text(),
    config: object(),
    templateId: uuid(),
    templateVersionId: uuid(),
    templateLabel: text(),
    parentNodeId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.workflowId, t.id] }),
    within('flow_node_workflow_fk', t, t.workflowId, entity),
    within('flow_node_template_fk', t, t.templateId, entity),
    foreignKey({
      name: 'flow_node_parent_fk',
      columns: [t.workspaceId, t.workflowId, t.parentNodeId],
      foreignColumns: [t.workspaceId, t.workflowId, t.id],
    }),
    index('flow_node_template').on(t.workspaceId, t.templateId),
  ],
)

/** Projection of a workflow's edges. */
export const flowEdge = pgTable(
  'flow_edge',
  {
    workspaceId: workspaceId(),
    workflowId: uuid().notNull(),
    id: uuid().notNull(),
    sourceId: uuid().notNull(),
    sourcePort: text(),
    targetId: uuid().notNull(),
    targetPort: text(),
    condition: text(),
    label: text(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.workflowId, t.id] }),
    foreignKey({
      name: 'flow_edge_source_fk',
      columns: [t.workspaceId, t.workflowId, t.sourceId],
      foreignColumns: [flowNode.workspaceId, flowNode.workflowId, flowNode.id],
    }),
    foreignKey({
      name: 'flow_edge_target_fk',
      columns: [t.workspaceId, t.workflowId, t.targetId],
      foreignColumns: [flowNode.workspaceId, flowNode.workflowId, flowNode.id],
    }),
    index('flow_edge_source').on(t.workspaceId, t.workflowId, t.sourceId),
    index('flow_edge_target').on(t.workspaceId, t.workflowId, t.targetId),
  ],
)

/** An alternative of a template or workflow in an experiment; `weight` is its share of the traffic. */
export const variant = pgTable(
  'variant',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    experimentId: uuid(),
    entityId: uuid().notNull(),
    versionId: uuid(),
    name: text().notNull(),
    position: integer().notNull().default(0),
    weight: numeric().notNull().default('1'),
    config: object(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('variant_experiment_fk', t, t.experimentId, entity),
    within('variant_entity_fk', t, t.entityId, entity),
    index('variant_experiment').on(t.workspaceId, t.experimentId, t.position),
    index('variant_entity').on(t.workspaceId, t.entityId),
  ],
)
