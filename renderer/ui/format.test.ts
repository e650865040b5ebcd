import { describe, expect, it } from 'vitest'
import { ago, bytes, count, duration, money, when } from './format'

describe('how things are written', () => {
  it('says unknown money, and never 0 for it', () => {
    expect(money(null)).toBe('unknown')
    expect(money('0')).toBe('$0.00')
  })

  it('writes four digits below a cent, and never rounds a price to nothing', () => {
    expect(money('0.0033')).toBe('$0.0033')
    expect(money('0.00001')).toBe('<$0.0001')
    expect(money('2283.164', 'EUR')).toBe('€2,283.16')
    expect(money('12', 'NOK')).toBe('NOK 12.00')
  })

  it('shortens counts only from 100,000 on', () => {
    expect(count(99_999)).toBe('99,999')
    expect(count(104_400)).toBe('104 k')
    expect(count(12_000_000)).toBe('12 M')
  })

  it('writes times for columns: minutes, hours, yesterday, then the day', () => {
    const now = new Date('2026-11-21T00:30:00')
    expect(ago('2026-11-21T00:24:00', now)).toBe('6 min')
    expect(ago('2026-11-20T23:10:00', now)).toBe('yesterday')
    expect(ago('2026-11-18T12:00:00', now)).toBe('18 Nov')
    expect(ago('2025-11-18T12:00:00', now)).toBe('Nov 2025')
    expect(when('2026-11-20T23:59:00', now)).toBe('yesterday 23:59')
  })

  it('writes durations and sizes with their unit', () => {
    expect([duration(null), duration(420), duration(3400), duration(61_000)]).toEqual([
      '–',
      '420 ms',
      '3.40 s',
      '1 min 1 s',
    ])
    expect([bytes(null), bytes(900), bytes(402 * 1024 * 1024), bytes(1.5 * 1024 ** 3)]).toEqual([
      '–',
      '1 kB',
      '402 MB',
      '1.5 GB',
    ])
  })
})
