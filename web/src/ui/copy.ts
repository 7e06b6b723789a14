/** Puts a text on the clipboard. Over plain http from another computer a browser offers no clipboard, so the old way stands in. False: it could not. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false)
    if (done) return true
  }
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  const holder = document.activeElement?.closest('[role=dialog]') ?? document.body
  holder.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
