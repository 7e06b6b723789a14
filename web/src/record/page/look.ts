import type { Component } from 'vue'
import type { EntityMeta, Rec } from '@/api/types'

/** What every part of a record page receives. */
export interface RecordPart { meta: EntityMeta; rec: Rec }

export interface RecordTab {
  key: string
  /** Text key. */
  label: string
  body: Component<RecordPart>
}

export type Line = Record<string, unknown>

/** How the lines a record owns (positions, steps) are shown and filled in, beyond the metadata. */
export interface LineRules {
  /** Columns while reading, in order; absent: all. */
  columns?: string[]
  /** What the rest of a line gives while it is typed; the server has the last word. */
  derive?: (line: Line) => Line
  /** Values that a just picked reference brings along. */
  picked?: (field: string, id: string, line: Line) => Promise<Line>
  /** Column whose sum stands below. */
  sum?: string
}

/** What a business package adds to the generic record page of its entity. Everything is optional. */
export interface RecordLook {
  /** Buttons at the right of the head; the primary action last. */
  actions?: Component<RecordPart>
  /** In place of the figures that `face.figures` names. */
  figures?: Component<RecordPart>
  /** Below the figures: a way with stages. */
  band?: Component<RecordPart>
  /** Tabs of the middle before the history; the first one opens. */
  tabs?: RecordTab[]
  /** The column at the right; on a phone a tab of its own. */
  side?: Component<RecordPart>
  /** Text key of that tab. */
  sideLabel?: string
  /** Bar at the foot of a phone in place of the main one. */
  foot?: Component<RecordPart>
  /** By the name of the child list. */
  lines?: Record<string, LineRules>
  /** Fields that stand elsewhere on the page. */
  omit?: string[]
}
