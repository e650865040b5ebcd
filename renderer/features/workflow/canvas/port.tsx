import { Handle, Position } from '@xyflow/react'
import type { Port } from '../../../../core/workflow/rule'
import { firstPort, portStep } from './size'

interface PortsProps {
  readonly ports: readonly Port[]
  readonly at: 'in' | 'out'
}

/** The ports of one side: what travels is told by the shape, the name stands beside it under the pointer. */
export const Ports = ({ ports, at }: PortsProps) =>
  ports.map(({ name, type, required }, index) => (
    <Handle
      key={name}
      id={name}
      type={at === 'in' ? 'target' : 'source'}
      position={at === 'in' ? Position.Left : Position.Right}
      className={`port port-${type.kind}`}
      style={{ top: firstPort + portStep * index }}
      data-name={name}
      data-required={at === 'in' && required ? '' : undefined}
    />
  ))
