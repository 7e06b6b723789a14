import { useQuery } from '@tanstack/vue-query'
import type { MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'

/** One thing the company decides once for all, described by the server well enough to be drawn without being known. */
export interface CompanySetting {
  name: string
  group: string
  groupLabel: string
  label: string
  help: string
  kind: 'boolean' | 'integer'
  unit: string | null
  min: number | null
  max: number | null
  default: boolean | number
  value: boolean | number
  changedAt: string | null
  changedBy: { id: string; name: string } | null
}

export const SETTINGS = ['company-settings']
export const useSettings = (enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({ queryKey: SETTINGS, enabled, queryFn: async ({ signal }) => (await api.get<{ items: CompanySetting[] }>('/settings', { signal })).items })
export const saveSettings = async (values: Record<string, boolean | number | null>) => (await api.put<{ items: CompanySetting[] }>('/settings', values)).items

/** Under their headings, in the server's order. */
export function grouped(settings: CompanySetting[]): { group: string; label: string; settings: CompanySetting[] }[] {
  const groups = new Map<string, CompanySetting[]>()
  for (const setting of settings) groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting])
  return [...groups].map(([group, all]) => ({ group, label: all[0]?.groupLabel ?? group, settings: all }))
}
