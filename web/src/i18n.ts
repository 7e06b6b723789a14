import { createI18n } from 'vue-i18n'
import { configureClient } from '@/api/client'

export type Locale = 'zh-CN' | 'en'
const KEY = 'zhiyin.locale'

type Catalogue = Record<string, Record<string, string>>
const catalogues: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  'zh-CN': () => import('./locales/zh-CN'),
  en: () => import('./locales/en'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'en',
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
  messages: {},
})

/** Outside components; inside them use `useI18n()`. */
export const t = i18n.global.t

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale
}

/** Whether somebody chose on this computer. */
export const hasOwnLocale = (): boolean => localStorage.getItem(KEY) !== null

export function wantedLocale(): Locale {
  const stored = localStorage.getItem(KEY)
  if (stored === 'zh-CN' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Loads the catalogue where needed, then switches texts, numbers, dates and the language asked of the server. */
export async function setLocale(locale: Locale, keep = true): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, (await catalogues[locale]()).default)
  }
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  if (keep) localStorage.setItem(KEY, locale)
  configureClient({
    language: locale,
    unreachable: { title: t('common.unreachable'), detail: t('common.unreachableHelp') },
  })
}
