import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './locales/en'
import zh from './locales/zh-CN'

const flat = (catalogue: Record<string, Record<string, string>>) =>
  Object.entries(catalogue).flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`)).sort()
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'locales' ? [] : sources(path)
    return /\.(vue|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : []
  })
}

const withoutComments = (text: string) =>
  text.replace(/<!--[\s\S]*?-->/g, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')

const files = sources(import.meta.dirname).map((path) => ({ path, text: withoutComments(readFileSync(path, 'utf8')) }))

describe('the catalogues', () => {
  it('have the same keys in Chinese and English', () => {
    expect(flat(en)).toEqual(flat(zh))
  })

  it('have the same placeholders in Chinese and English', () => {
    const different = Object.entries(zh).flatMap(([area, texts]) =>
      Object.entries(texts)
        .filter(([key, text]) => placeholders(text).join() !== placeholders(en[area]?.[key] ?? '').join())
        .map(([key]) => `${area}.${key}`))
    expect(different).toEqual([])
  })

  it('hold every key that the code names', () => {
    const known = new Set(flat(zh))
    const areas = Object.keys(zh).join('|')
    const used = new RegExp(`(?<![\\w/.@-])['"\`]((?:${areas})\\.[a-z]\\w*)['"\`]`, 'g')
    const missing = files.flatMap(({ path, text }) =>
      [...text.matchAll(used)].map((match) => match[1] ?? '').filter((key) => !known.has(key)).map((key) => `${path}: ${key}`))
    expect(missing).toEqual([])
  })
})

describe('the sources', () => {
  it('hold no Chinese text outside the catalogues', () => {
    // Signs that are recognised in names or typed by users are data, written as \u escapes or listed here.
    const allowed = new Set(['initials.ts', 'FieldEditor.vue'])
    const offending = files
      .filter(({ path }) => !allowed.has(path.split('/').at(-1) ?? ''))
      .filter(({ text }) => /[\p{Script=Han}，。！？：；]/u.test(text))
      .map(({ path }) => path)
    expect(offending).toEqual([])
  })

  it('never say any', () => {
    const offending = files.filter(({ text }) => /(:\s*any\b|\bas any\b|<any\b|\bany\[\])/.test(text)).map(({ path }) => path)
    expect(offending).toEqual([])
  })

  it('stay short enough to read', () => {
    const long = files.map(({ path }) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length })).filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })

  it('keep business words out of the generic packages', () => {
    const business = /customer|opportunit|follow-?up|contact\b/i
    const offending = files.filter(({ path, text }) => /\/src\/(ui|record)\//.test(path) && business.test(text)).map(({ path }) => path)
    expect(offending).toEqual([])
  })
})
