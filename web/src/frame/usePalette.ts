import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api } from '@/api/client'
import type { SearchGroup } from '@/api/types'
import { faceOf, oneOf } from '@/record/face'
import { refDebounced } from '@/record/filter/debounce'
import { relative } from '@/record/format'
import { useEntities } from '@/record/meta'
import { useMe } from '@/session/session'
import { setTheme, theme } from '@/ui/theme'
import { askCreate, shortcutsOpen } from './commands'
import { useNavigation } from './navigation'
import type { PaletteGroup, PaletteItem } from './paletteItems'
import { useFavourites, useRecents, type Bookmark } from './recents'

const SHORTEST = 2

/** What the palette offers for what was typed: records, commands, recently opened. `>` asks for commands only. */
export function usePalette(query: Ref<string>, type: Ref<string | null>, close: () => void) {
  const { t, locale } = useI18n()
  const router = useRouter()
  const { can } = useMe()
  const { groups: rail, settings } = useNavigation()
  const { data: entities } = useEntities()

  const onlyCommands = computed(() => query.value.startsWith('>'))
  const words = computed(() => query.value.replace(/^>/, '').trim())
  const asked = refDebounced(() => (onlyCommands.value ? '' : words.value), 120)
  const took = ref(0)
  const { data, isFetching, error } = useQuery({
    queryKey: computed(() => ['search', asked.value]),
    queryFn: async ({ signal }) => {
      const began = performance.now()
      const answer = await api.get<{ groups: SearchGroup[] }>('/search', { query: { q: asked.value, size: 5 }, signal })
      took.value = Math.round(performance.now() - began)
      return answer.groups
    },
    enabled: computed(() => asked.value.length >= SHORTEST),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const searching = computed(() => !onlyCommands.value && words.value.length >= SHORTEST)
  const hits = computed<PaletteGroup[]>(() =>
    (searching.value ? (data.value ?? []) : []).map((group) => ({
      key: group.entity,
      label: group.label,
      more: group.more,
      items: group.items.map((item) => ({
        key: `${group.entity}/${item.id}`,
        title: item.title,
        note: item.subtitle ?? undefined,
        side: item.code ?? undefined,
        icon: faceOf(group.entity).icon,
        avatar: faceOf(group.entity).avatar,
        to: `/${group.entity}/${item.id}`,
      })),
    })))

  const commands = computed<PaletteItem[]>(() => {
    const pages = [...rail.value.flatMap((group) => group.entries), ...settings.value]
    const inRail = new Set(rail.value.flatMap((group) => group.entries.map((entry) => router.resolve(entry.to).path.slice(1))))
    const all: PaletteItem[] = [
      ...(entities.value ?? [])
        .filter((entity) => can(entity.name, 'create') && inRail.has(entity.name))
        .map((entity) => ({ key: `new ${entity.name}`, title: t('list.create', { what: oneOf(t, entity.name, entity.label) }), icon: 'plus', run: () => askCreate({ entity: entity.name }) })),
      ...pages.map((entry) => ({ key: `go ${entry.label}`, title: t('palette.goTo', { what: t(entry.label) }), icon: entry.icon, to: entry.to })),
      { key: 'theme', title: t(theme.value === 'dark' ? 'palette.useLight' : 'palette.useDark'), icon: 'moon', run: () => setTheme(theme.value === 'dark' ? 'light' : 'dark') },
      { key: 'keys', title: t('frame.shortcuts'), icon: 'help', run: () => { shortcutsOpen.value = true } },
    ]
    const wanted = words.value.toLowerCase()
    return wanted ? all.filter((item) => item.title.toLowerCase().includes(wanted)) : all
  })

  const recents = useRecents()
  const favourites = useFavourites()
  const marked = (kind: string, all: Bookmark[]): PaletteItem[] =>
    all
      .filter((item) => !searching.value || item.title.toLowerCase().includes(words.value.toLowerCase()))
      .slice(0, searching.value ? 3 : 6)
      .map((item) => ({
        key: `${kind} ${item.entity}/${item.id}`,
        title: item.title,
        side: relative(new Date(item.at), locale.value),
        icon: faceOf(item.entity).icon,
        avatar: faceOf(item.entity).avatar,
        to: `/${item.entity}/${item.id}`,
      }))

  const groups = computed<PaletteGroup[]>(() => {
    if (onlyCommands.value) return [{ key: 'commands', label: t('palette.commands'), items: commands.value }]
    const found = type.value ? hits.value.filter((group) => group.key === type.value) : hits.value
    if (type.value) return found
    const list = [...found]
    const starred = { key: 'favourites', label: t('palette.favourites'), items: marked('favourite', favourites.value) }
    const known = new Set(starred.items.map((item) => item.to))
    const recent = { key: 'recent', label: t('palette.recent'), items: marked('recent', recents.value).filter((item) => !known.has(item.to)) }
    const actions = { key: 'commands', label: t('palette.commands'), items: searching.value ? commands.value.slice(0, 4) : commands.value }
    list.push(...(searching.value ? [actions, starred, recent] : [starred, recent, actions]))
    return list.filter((group) => group.items.length)
  })
  const flat = computed(() => groups.value.flatMap((group) => group.items))

  function choose(item: PaletteItem, newTab: boolean) {
    if (item.to && newTab) {
      window.open(router.resolve(item.to).href, '_blank', 'noopener')
      return
    }
    close()
    if (item.to) void router.push(item.to)
    else item.run?.()
  }
  const busy = computed(() => isFetching.value || (searching.value && asked.value !== words.value))
  return { groups, flat, hits, choose, busy, took, error, words, searching }
}
