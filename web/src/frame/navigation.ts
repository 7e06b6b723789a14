import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { areas, type NavEntry } from '@/area'
import { useMe } from '@/session/session'

const GROUPS: Exclude<NavEntry['group'], 'settings'>[] = ['customers', 'sales']

/** The entries this user may open and whose page exists. */
export function useNavigation() {
  const router = useRouter()
  const { me, can } = useMe()
  const all = areas.flatMap((area) => area.navigation ?? []).sort((a, b) => a.order - b.order)

  const visible = computed<NavEntry[]>(() => {
    const user = me.value
    if (!user) return []
    return all.filter((entry) => entry.visible({ me: user, can }) && router.resolve(entry.to).matched.length > 0)
  })
  const groups = computed(() =>
    GROUPS.map((name) => ({ name, entries: visible.value.filter((entry) => entry.group === name) }))
      .filter((group) => group.entries.length))
  const settings = computed(() => visible.value.filter((entry) => entry.group === 'settings'))
  return { groups, settings }
}

/** Whether an entry stands for the address shown: same path (or below it) and, where the entry has a query, the same query. */
export function isCurrent(entry: NavEntry, entries: NavEntry[], router: ReturnType<typeof useRouter>): boolean {
  const here = router.currentRoute.value
  const target = router.resolve(entry.to)
  const under = here.path === target.path || here.path.startsWith(`${target.path}/`)
  if (!under) return false
  const view = target.query.view
  if (view !== undefined) return here.query.view === view
  // An entry without a view steps back where a sibling names the view that is open, or a longer path fits better.
  return !entries.some((other) => {
    if (other === entry) return false
    const rival = router.resolve(other.to)
    if (rival.path.length > target.path.length) return here.path === rival.path || here.path.startsWith(`${rival.path}/`)
    return rival.path === target.path && rival.query.view !== undefined && rival.query.view === here.query.view
  })
}
