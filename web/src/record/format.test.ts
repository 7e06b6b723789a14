import { describe, expect, it } from 'vitest'
import { initials } from '@/ui/initials'
import { daysAgo, money, moneyShort, parseDay, relative } from './format'

const now = new Date(2026, 10, 22, 15, 0)

describe('amounts', () => {
  it('have thousands separators, and cents only where there are some', () => {
    expect(money(3286400, 'zh-CN')).toBe('3,286,400')
    expect(money(1280000.5, 'zh-CN', true)).toBe('¥1,280,000.50')
  })
  it('are short in heads', () => {
    expect(moneyShort(3286400, 'zh-CN')).toBe('¥328.64\u4e07')
    expect(moneyShort(3286400, 'en')).toBe('¥3.29M')
    expect(moneyShort(9999, 'en')).toBe('¥9,999')
  })
})

describe('times', () => {
  it('are relative within a week and dates beyond', () => {
    expect(relative(new Date(2026, 10, 22, 14, 30), 'en', now)).toBe('30 min. ago')
    expect(relative(new Date(2026, 10, 21, 23, 59), 'en', now)).toBe('yesterday')
    expect(relative(new Date(2026, 9, 20, 8), 'en', now)).toBe('Oct 20')
    expect(relative(new Date(2026, 9, 20, 8), 'en', now, true)).toBe('33 days ago')
  })
  it('count calendar days, not spans of 24 hours', () => {
    expect(daysAgo(new Date(2026, 10, 21, 23, 59), new Date(2026, 10, 22, 0, 1))).toBe(1)
  })
  it('keep a day a day in every zone', () => {
    expect(parseDay('2026-03-01').getDate()).toBe(1)
  })
})

describe('initials', () => {
  it('take the end of a person’s name and the word after a company’s place', () => {
    expect(initials('\u6797\u77e5\u590f', false, 2)).toBe('\u77e5\u590f')
    expect(initials('\u6797\u77e5\u590f', false, 1)).toBe('\u590f')
    expect(initials('\u82cf\u5dde\u6052\u62d3\u7cbe\u5bc6\u673a\u68b0\u6709\u9650\u516c\u53f8', true, 2)).toBe('\u6052\u62d3')
    expect(initials('Lin Zhixia', false, 2)).toBe('LZ')
    expect(initials('', true, 2)).toBe('?')
  })
})
