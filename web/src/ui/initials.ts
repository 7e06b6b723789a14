const LEGAL = /(股份有限公司|有限责任公司|有限公司|集团|公司|（.*?）|\(.*?\))/g
const HAN = /\p{Script=Han}/u

/** The letters on an avatar: people by the end of their given name, companies by the word after the place, others by capitals. */
export function initials(name: string, company: boolean, count: 1 | 2): string {
  const text = name.trim()
  if (!text) return '?'
  if (!HAN.test(text)) {
    const words = text.split(/[\s._-]+/).filter(Boolean)
    const letters = words.length > 1 ? words.map((word) => word[0]).join('') : text
    return letters.slice(0, count).toUpperCase()
  }
  const han = [...text.replace(LEGAL, '')].filter((sign) => HAN.test(sign))
  if (!company) return han.slice(-count).join('')
  // Company names begin with a place of two signs: Suzhou, Shanghai, Ningbo.
  const core = han.length > 4 ? han.slice(2) : han
  return core.slice(0, count).join('')
}

/** A steady colour 1–6 for a name. */
export function tint(name: string): number {
  let sum = 0
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return (sum % 6) + 1
}
