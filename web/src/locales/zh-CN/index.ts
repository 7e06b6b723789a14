const files = import.meta.glob<Record<string, string>>('./*.json', { eager: true, import: 'default' })

/** One name space per file: `list.json` holds `list.*`. */
const catalogue: Record<string, Record<string, string>> = {}
for (const [path, texts] of Object.entries(files)) {
  catalogue[path.slice(2, -'.json'.length)] = texts
}
export default catalogue
