import type { Field, FieldProblem } from '@/api/types'
import { isWritable } from '../meta'
import type { Line } from './look'

/** A new line with the metadata's defaults. */
export function blankLine(fields: Field[]): Line {
  return Object.fromEntries(fields.filter((field) => field.default !== undefined && field.default !== null).map((field) => [field.name, field.default]))
}

const said = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

/** Lines in which something was filled in; a line left as it was added is nobody's wish. */
export function filledLines(lines: Line[], fields: Field[]): Line[] {
  return lines.filter((line) => fields.some((field) => isWritable(field) && said(line[field.name]) && line[field.name] !== field.default))
}

/** What goes to the server: the id of a line that exists, and what may be written. */
export function forBody(lines: Line[], fields: Field[]): Line[] {
  const names = fields.filter(isWritable).map((field) => field.name)
  return lines.map((line) => ({
    ...(line.id ? { id: line.id } : {}),
    ...Object.fromEntries(names.filter((name) => name in line).map((name) => [name, line[name] ?? null])),
  }))
}

export function sumOf(lines: Line[], column: string): number {
  return lines.reduce((sum, line) => sum + Math.round((Number(line[column]) || 0) * 100), 0) / 100
}

/** `products[1].quantity` or `products.1.quantity` from the server, by `1.quantity`. */
export function lineErrors(child: string, errors: FieldProblem[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { field, message } of errors) {
    const match = new RegExp(`^${child}[.[](\\d+)\\]?\\.(\\w+)$`).exec(field)
    if (match) found.set(`${match[1]}.${match[2]}`, message)
  }
  return found
}
