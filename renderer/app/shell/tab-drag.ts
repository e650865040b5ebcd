const kind = 'application/x-studio-tab'

/** A dragged tab carries its item's id. */
export const carryTab = (data: DataTransfer, id: string): void => data.setData(kind, id)
export const carriesTab = (data: DataTransfer | null): boolean => data?.types.includes(kind) ?? false
export const tabIn = (data: DataTransfer): string => data.getData(kind)
