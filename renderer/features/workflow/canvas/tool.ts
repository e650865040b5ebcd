/** What the left button does on the empty canvas: it draws a frame around nodes, or moves the sheet. */
export type Tool = 'pointer' | 'hand'
