import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import 'element-plus/theme-chalk/base.css'
import '@/ui/tokens.css'
import '@/ui/icons.css'
import '@/ui/kit.css'
import '@/ui/app.css'
import App from './App.vue'
import { areas } from './area'
import { i18n, setLocale, wantedLocale } from './i18n'
import { queries } from './queries'
import { registerFaces } from './record/face'
import { router } from './router'

for (const area of areas) registerFaces(area.faces ?? {})

await setLocale(wantedLocale(), false)
createApp(App).use(i18n).use(VueQueryPlugin, { queryClient: queries }).use(router).mount('#app')
