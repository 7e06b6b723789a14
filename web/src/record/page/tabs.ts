import { computed, type Component } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { EntityMeta, Rec } from '@/api/types'
import HistoryTab from '../history/HistoryTab.vue'
import ChildTab from './ChildTab.vue'
import FactsTab from './FactsTab.vue'
import type { RecordLook, RecordPart } from './look'

export interface ShownTab { key: string; label: string; body: Component; props: Record<string, unknown> }

/** The tabs of a record and which one is open; it lives in the address. On a phone facts and the side column are tabs too. */
export function useTabs(given: () => { meta: EntityMeta; rec: Rec; look: RecordLook; phone: boolean }) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()

  const tabs = computed<ShownTab[]>(() => {
    const { meta, rec, look, phone } = given()
    const part = { meta, rec }
    const own = (look.tabs ?? []).map(({ key, label, body }) => ({ key, label: t(label), body: body as Component, props: part }))
    const children = meta.children
      .filter((child) => child.many)
      .map((child) => ({
        key: child.name, label: child.label ?? child.name, body: ChildTab as Component, props: { ...part, child, rules: look.lines?.[child.name] },
      }))
    const facts = phone ? [{ key: 'facts', label: t('record.facts'), body: FactsTab as Component, props: { ...part, omit: look.omit } }] : []
    const side = phone && look.side
      ? [{ key: 'related', label: t(look.sideLabel ?? 'record.related'), body: look.side as Component<RecordPart> as Component, props: part }]
      : []
    const history = [{ key: 'history', label: t('record.history'), body: HistoryTab as Component, props: part }]
    return [...own, ...facts, ...side, ...children, ...history]
  })
  const open = computed(() => tabs.value.find((tab) => tab.key === route.query.tab) ?? tabs.value[0])
  function show(key: string) {
    const query = { ...route.query }
    if (key === tabs.value[0]?.key) delete query.tab
    else query.tab = key
    void router.replace({ query })
  }
  return { tabs, open, show }
}
