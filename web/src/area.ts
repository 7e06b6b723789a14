import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'
import type { Action, Me } from '@/api/types'
import type { Face } from '@/record/face'

/** One entry of the rail, the phone's bar, the settings column or the palette. Shown only where its route exists and `visible` agrees. */
export interface NavEntry {
  /** Text key of the label. */
  label: string
  icon: string
  to: RouteLocationRaw
  /** Rail group; `settings` stands in the settings page's own column. */
  group: 'customers' | 'sales' | 'settings'
  order: number
  visible: (access: Access) => boolean
}

export interface Access {
  me: Me
  can: (entity: string, action: Action) => boolean
}

/** What a business package adds to the application. Each `src/<area>/area.ts` exports one by default. */
export interface Area {
  routes?: RouteRecordRaw[]
  /** Pages inside the settings frame; paths are relative to /settings. */
  settingsRoutes?: RouteRecordRaw[]
  navigation?: NavEntry[]
  /** How records of an entity look beyond what the metadata say. */
  faces?: Record<string, Face>
}

const modules = import.meta.glob<Area>('./*/area.ts', { eager: true, import: 'default' })
export const areas: Area[] = Object.values(modules)
