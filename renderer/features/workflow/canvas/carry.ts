import { type NodeKind, nodeKinds } from '../../../../contract/workflow'

const kind = 'application/x-studio-node'

/** A kind of node that is dragged from the palette. */
export const carryKind = (data: DataTransfer, of: NodeKind): void => data.setData(kind, of)
export const carriesKind = (data: DataTransfer): boolean => data.types.includes(kind)
export const kindIn = (data: DataTransfer): NodeKind | null =>
  nodeKinds.find((each) => each === data.getData(kind)) ?? null
