interface Ends {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

const out = 18
const corner = 8

/** From the end of one line to the beginning of the next: out, down between the lines, back, and in. With its middle. */
export function returnPath({
  sourceX,
  sourceY,
  targetX,
  targetY,
}: Ends): [path: string, x: number, y: number] {
  const right = sourceX + out
  const left = targetX - out
  const middle =
    Math.abs(targetY - sourceY) > 2 * out ? (sourceY + targetY) / 2 : Math.max(sourceY, targetY) + 90
  const down = middle > sourceY ? 1 : -1
  const on = targetY > middle ? 1 : -1
  const r = Math.min(corner, Math.abs(middle - sourceY) / 2, Math.abs(targetY - middle) / 2)
  const path = [
    `M${sourceX},${sourceY}`,
    `L${right - r},${sourceY}`,
    `Q${right},${sourceY} ${right},${sourceY + r * down}`,
    `L${right},${middle - r * down}`,
    `Q${right},${middle} ${right - r},${middle}`,
    `L${left + r},${middle}`,
    `Q${left},${middle} ${left},${middle + r * on}`,
    `L${left},${targetY - r * on}`,
    `Q${left},${targetY} ${left + r},${targetY}`,
    `L${targetX},${targetY}`,
  ].join(' ')
  return [path, (left + right) / 2, middle]
}
